using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class MailSchedulerTests : IDisposable
{
    private const string Kind = "race";

    private readonly OutboxFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_mail_beside_the_digest_goes_out_once_when_it_is_due()
    {
        AddDueMails(new DueMail(Kind, "2026-11-25", OutboxFixture.At("2026-11-25T18:00:00Z")));
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-25T17:59:59Z");
        Assert.Single(_fixture.Transport.Messages);

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-25T19:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-26T19:00:00Z");

        Assert.Equal(2, _fixture.Transport.Messages.Count);
        Assert.Equal(MailState.Sent, State("2026-11-25"));
    }

    [Fact]
    public async Task A_digest_that_is_due_later_the_same_day_absorbs_it()
    {
        AddDueMails(new DueMail(Kind, "2026-11-22", OutboxFixture.At("2026-11-22T07:00:00Z")));
        _fixture.Tells = "2026-11-22";
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T07:00:00Z");
        Assert.Null(State("2026-11-22"));
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal("digest", Assert.Single(_fixture.Orders).Kind);
        Assert.Equal((MailState.Skipped, MailScheduler.AbsorbedReason), (State("2026-11-22"), Reason("2026-11-22")));
    }

    [Fact]
    public async Task A_digest_that_is_skipped_leaves_the_day_to_it()
    {
        var write = _fixture.Write;
        _fixture.Write = order => order.Kind == MailKind.Digest ? null : write(order);
        AddDueMails(new DueMail(Kind, "2026-11-22", OutboxFixture.At("2026-11-22T18:00:00Z")));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal(MailState.Sent, State("2026-11-22"));
    }

    [Fact]
    public async Task A_late_digest_absorbs_the_mail_of_the_day_it_goes_out_on()
    {
        AddDueMails(new DueMail(Kind, "2026-11-24", OutboxFixture.At("2026-11-24T08:00:00Z")));
        _fixture.Tells = "2026-11-24";
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-24T09:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-24T09:01:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
        Assert.Equal(MailScheduler.AbsorbedReason, Reason("2026-11-24"));
    }

    [Fact]
    public async Task A_digest_of_the_day_that_does_not_tell_it_still_is_the_one_mail_of_the_day()
    {
        AddDueMails(new DueMail(Kind, "2026-11-22", OutboxFixture.At("2026-11-22T18:00:00Z")));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal(MailScheduler.OneMailPerDayReason, Reason("2026-11-22"));
    }

    [Fact]
    public async Task A_digest_written_on_Sunday_and_taken_on_Monday_neither_holds_up_nor_absorbs_Mondays_mail()
    {
        AddDueMails(
            new DueMail(
                Kind,
                "2026-11-23",
                OutboxFixture.At("2026-11-23T18:00:00Z"),
                OutboxFixture.At("2026-11-23T23:00:00Z")
            )
        );
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "busy"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T17:59:00Z");
        Assert.Equal(
            (MailState.Sent, "2026-11-22"),
            (_fixture.FindRow()!.State, $"{_fixture.Orders.Single().Today:yyyy-MM-dd}")
        );
        await _fixture.ProcessAtAsync("2026-11-23T18:00:00Z");

        Assert.Equal(MailState.Sent, State("2026-11-23"));
    }

    [Fact]
    public async Task What_a_digest_told_is_not_told_again_however_late_a_server_took_it()
    {
        _fixture.Tells = "2026-12-06.plan";
        AddDueMails(new DueMail(Kind, "2026-12-06.plan", OutboxFixture.At("2026-11-23T18:00:00Z")));
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "busy"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T18:01:00Z");

        Assert.Equal(MailScheduler.AbsorbedReason, Reason("2026-12-06.plan"));
    }

    [Fact]
    public async Task Of_two_on_a_day_the_earlier_goes_out_and_on_the_next_day_the_next_may()
    {
        AddDueMails(
            new DueMail(Kind, "b", OutboxFixture.At("2026-11-25T18:00:00Z")),
            new DueMail(Kind, "a", OutboxFixture.At("2026-11-25T17:00:00Z")),
            new DueMail(Kind, "c", OutboxFixture.At("2026-11-26T18:00:00Z"))
        );
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-25T18:01:00Z");
        await _fixture.ProcessAtAsync("2026-11-26T18:00:00Z");

        Assert.Equal((MailState.Sent, MailState.Skipped, MailState.Sent), (State("a"), State("b"), State("c")));
        Assert.Equal(MailScheduler.OneMailPerDayReason, Reason("b"));
    }

    [Fact]
    public async Task What_cannot_wait_goes_out_on_the_day_of_a_digest_too()
    {
        AddDueMails(new DueMail("word", "2026-11-22", OutboxFixture.At("2026-11-22T07:00:00Z"), YieldsToDigest: false));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T07:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-11-22", kind: "word")!.State);
    }

    [Fact]
    public async Task A_mail_that_is_of_no_use_any_more_is_not_sent_stale()
    {
        var eve = new DueMail(
            Kind,
            "eve",
            OutboxFixture.At("2026-11-25T18:00:00Z"),
            OutboxFixture.At("2026-11-26T05:00:00Z")
        );
        AddDueMails(eve);
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        _fixture.Transport.EnqueueOutcomes([.. Enumerable.Repeat(new MailOutcome(MailResult.Transient, "away"), 2)]);

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-26T05:00:01Z");

        Assert.Equal(MailState.Failed, State("eve"));
        Assert.Equal(2, _fixture.SentDigests.Count);

        AddDueMails(eve with { Period = "eve of another" });
        await _fixture.ProcessAtAsync("2026-11-26T05:00:02Z");
        Assert.Equal(
            (MailState.Skipped, MailScheduler.MissedReason),
            (State("eve of another"), Reason("eve of another"))
        );
    }

    [Fact]
    public async Task A_pause_holds_it()
    {
        AddDueMails(new DueMail(Kind, "2026-11-25", OutboxFixture.At("2026-11-25T18:00:00Z")));
        await _fixture.ProcessAsync();
        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-25' FROM athletes");

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");

        Assert.Equal((MailState.Skipped, DigestScheduler.PausedReason), (State("2026-11-25"), Reason("2026-11-25")));
    }

    [Fact]
    public async Task An_occasion_that_never_ends_meets_the_daily_limit()
    {
        var number = 0;
        _fixture.Finders.Add((_, _, now) => [new DueMail(Kind, $"loop-{number++}", now, YieldsToDigest: false)]);
        await _fixture.ProcessAsync();
        _fixture.Clock.SetUtcNow(OutboxFixture.At("2026-11-25T06:00:00Z"));

        for (var minute = 0; minute < 60; minute++)
        {
            await _fixture.ProcessAsync();
            _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(_fixture.Settings.Mail.DailyLimit, _fixture.SentDigests.Count);
    }

    [Fact]
    public async Task Before_the_runner_was_known_nothing_was_due()
    {
        AddDueMails(new DueMail(Kind, "old", OutboxFixture.At("2026-11-21T11:00:00Z")));

        await _fixture.ProcessAsync();

        Assert.Null(State("old"));
    }

    private void AddDueMails(params DueMail[] due)
    {
        _fixture.Finders.Clear();
        _fixture.Finders.Add((_, _, _) => due);
    }

    private string? State(string period) => _fixture.FindRow(period, kind: Kind)?.State;

    private string? Reason(string period) => _fixture.FindRow(period, kind: Kind)?.Reason;
}
