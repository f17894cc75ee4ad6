using ActivitySync.Outbox;
using ActivitySync.Store;

namespace ActivitySync.Tests.Outbox;

public sealed class PlanMailsTests : IDisposable
{
    private const string Kind = "race";

    private readonly OutboxHouse _house = new();

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task A_mail_beside_the_digest_goes_out_once_when_it_is_due()
    {
        Wants(new DueMail(Kind, "2026-11-25", OutboxHouse.At("2026-11-25T18:00:00Z")));
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-25T17:59:59Z");
        Assert.Single(_house.Transport.Tried);

        await _house.PassAt("2026-11-25T18:00:00Z");
        await _house.PassAt("2026-11-25T19:00:00Z");
        await _house.PassAt("2026-11-26T19:00:00Z");

        Assert.Equal(2, _house.Transport.Tried.Count);
        Assert.Equal(MailState.Sent, State("2026-11-25"));
    }

    [Fact]
    public async Task A_digest_that_is_due_later_the_same_day_absorbs_it()
    {
        Wants(new DueMail(Kind, "2026-11-22", OutboxHouse.At("2026-11-22T07:00:00Z")));
        _house.Tells = "2026-11-22";
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T07:00:00Z");
        Assert.Null(State("2026-11-22"));
        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:01:00Z");

        Assert.Equal("digest", Assert.Single(_house.Orders).Kind);
        Assert.Equal((MailState.Skipped, PlanMails.Absorbed), (State("2026-11-22"), Reason("2026-11-22")));
    }

    [Fact]
    public async Task A_digest_that_is_skipped_leaves_the_day_to_it()
    {
        var write = _house.Write;
        _house.Write = order => order.Kind == MailKind.Digest ? null : write(order);
        Wants(new DueMail(Kind, "2026-11-22", OutboxHouse.At("2026-11-22T18:00:00Z")));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:01:00Z");

        Assert.Equal(MailState.Sent, State("2026-11-22"));
    }

    [Fact]
    public async Task A_late_digest_absorbs_the_mail_of_the_day_it_goes_out_on()
    {
        Wants(new DueMail(Kind, "2026-11-24", OutboxHouse.At("2026-11-24T08:00:00Z")));
        _house.Tells = "2026-11-24";
        await _house.PassAsync();

        await _house.PassAt("2026-11-24T09:00:00Z");
        await _house.PassAt("2026-11-24T09:01:00Z");

        Assert.Equal(MailState.Sent, _house.Row()!.State);
        Assert.Equal(PlanMails.Absorbed, Reason("2026-11-24"));
    }

    [Fact]
    public async Task A_digest_of_the_day_that_does_not_tell_it_still_is_the_one_mail_of_the_day()
    {
        Wants(new DueMail(Kind, "2026-11-22", OutboxHouse.At("2026-11-22T18:00:00Z")));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-22T18:01:00Z");

        Assert.Equal(PlanMails.OneIsEnough, Reason("2026-11-22"));
    }

    [Fact]
    public async Task A_digest_written_on_Sunday_and_taken_on_Monday_neither_holds_up_nor_absorbs_Mondays_mail()
    {
        Wants(new DueMail(Kind, "2026-11-23", OutboxHouse.At("2026-11-23T18:00:00Z"), OutboxHouse.At("2026-11-23T23:00:00Z")));
        _house.Transport.Answers(new MailOutcome(MailResult.Transient, "busy"));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-23T17:59:00Z");
        Assert.Equal((MailState.Sent, "2026-11-22"), (_house.Row()!.State, $"{_house.Orders.Single().Today:yyyy-MM-dd}"));
        await _house.PassAt("2026-11-23T18:00:00Z");

        Assert.Equal(MailState.Sent, State("2026-11-23"));
    }

    [Fact]
    public async Task What_a_digest_told_is_not_told_again_however_late_a_server_took_it()
    {
        _house.Tells = "2026-12-06.plan";
        Wants(new DueMail(Kind, "2026-12-06.plan", OutboxHouse.At("2026-11-23T18:00:00Z")));
        _house.Transport.Answers(new MailOutcome(MailResult.Transient, "busy"));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T18:00:00Z");
        await _house.PassAt("2026-11-23T18:00:00Z");
        await _house.PassAt("2026-11-23T18:01:00Z");

        Assert.Equal(PlanMails.Absorbed, Reason("2026-12-06.plan"));
    }

    [Fact]
    public async Task Of_two_on_a_day_the_earlier_goes_out_and_on_the_next_day_the_next_may()
    {
        Wants(
            new DueMail(Kind, "b", OutboxHouse.At("2026-11-25T18:00:00Z")),
            new DueMail(Kind, "a", OutboxHouse.At("2026-11-25T17:00:00Z")),
            new DueMail(Kind, "c", OutboxHouse.At("2026-11-26T18:00:00Z")));
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");

        await _house.PassAt("2026-11-25T18:00:00Z");
        await _house.PassAt("2026-11-25T18:01:00Z");
        await _house.PassAt("2026-11-26T18:00:00Z");

        Assert.Equal((MailState.Sent, MailState.Skipped, MailState.Sent), (State("a"), State("b"), State("c")));
        Assert.Equal(PlanMails.OneIsEnough, Reason("b"));
    }

    [Fact]
    public async Task What_cannot_wait_goes_out_on_the_day_of_a_digest_too()
    {
        Wants(new DueMail("word", "2026-11-22", OutboxHouse.At("2026-11-22T07:00:00Z"), Yields: false));
        await _house.PassAsync();

        await _house.PassAt("2026-11-22T07:00:00Z");

        Assert.Equal(MailState.Sent, _house.Row("2026-11-22", kind: "word")!.State);
    }

    [Fact]
    public async Task A_mail_that_is_of_no_use_any_more_is_not_sent_stale()
    {
        var eve = new DueMail(Kind, "eve", OutboxHouse.At("2026-11-25T18:00:00Z"), OutboxHouse.At("2026-11-26T05:00:00Z"));
        Wants(eve);
        await _house.PassAsync();
        await _house.PassAt("2026-11-22T18:00:00Z");
        _house.Transport.Answers([.. Enumerable.Repeat(new MailOutcome(MailResult.Transient, "away"), 2)]);

        await _house.PassAt("2026-11-25T18:00:00Z");
        await _house.PassAt("2026-11-26T05:00:01Z");

        Assert.Equal(MailState.Failed, State("eve"));
        Assert.Equal(2, _house.TriedDigests.Count);

        Wants(eve with { Period = "eve of another" });
        await _house.PassAt("2026-11-26T05:00:02Z");
        Assert.Equal((MailState.Skipped, PlanMails.Missed), (State("eve of another"), Reason("eve of another")));
    }

    [Fact]
    public async Task A_pause_holds_it()
    {
        Wants(new DueMail(Kind, "2026-11-25", OutboxHouse.At("2026-11-25T18:00:00Z")));
        await _house.PassAsync();
        _house.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-25' FROM athletes");

        await _house.PassAt("2026-11-25T18:00:00Z");

        Assert.Equal((MailState.Skipped, PlanDigests.Paused), (State("2026-11-25"), Reason("2026-11-25")));
    }

    [Fact]
    public async Task An_occasion_that_never_ends_meets_the_daily_limit()
    {
        var number = 0;
        _house.Occasions.Add((_, _, now) => [new DueMail(Kind, $"loop-{number++}", now, Yields: false)]);
        await _house.PassAsync();
        _house.Clock.SetUtcNow(OutboxHouse.At("2026-11-25T06:00:00Z"));

        for (var minute = 0; minute < 60; minute++)
        {
            await _house.PassAsync();
            _house.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(_house.Settings.Mail.DailyLimit, _house.TriedDigests.Count);
    }

    [Fact]
    public async Task Before_the_runner_was_known_nothing_was_due()
    {
        Wants(new DueMail(Kind, "old", OutboxHouse.At("2026-11-21T11:00:00Z")));

        await _house.PassAsync();

        Assert.Null(State("old"));
    }

    private void Wants(params DueMail[] due)
    {
        _house.Occasions.Clear();
        _house.Occasions.Add((_, _, _) => due);
    }

    private string? State(string period) => _house.Row(period, kind: Kind)?.State;

    private string? Reason(string period) => _house.Row(period, kind: Kind)?.Reason;
}
