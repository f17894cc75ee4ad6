using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Tests.Mail.Outbox;

public sealed class MailSchedulerTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_due_mail_is_sent_once()
    {
        AddDueMails(CreateDueMail("2026-11-25.eve", "2026-11-25T18:00:00Z"));
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-25T17:59:59Z");
        Assert.Single(_fixture.Transport.Messages);

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-25T19:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-26T19:00:00Z");

        Assert.Equal(2, _fixture.Transport.Messages.Count);
        Assert.Equal(MailState.Sent, GetState("2026-11-25.eve"));
    }

    [Fact]
    public async Task A_digest_due_later_the_same_day_includes_the_mail()
    {
        AddDueMails(CreateDueMail("2026-11-22.eve", "2026-11-22T07:00:00Z"));
        _fixture.IncludedRacePeriod = RacePeriod.Parse("2026-11-22.eve");
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T07:00:00Z");
        Assert.Null(GetState("2026-11-22.eve"));
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal(MailKind.Digest, Assert.Single(_fixture.Requests).Kind);
        Assert.Equal(
            (MailState.Skipped, MailScheduler.IncludedReason),
            (GetState("2026-11-22.eve"), GetReason("2026-11-22.eve"))
        );
    }

    [Fact]
    public async Task A_mail_is_sent_on_the_day_of_a_skipped_digest()
    {
        var write = _fixture.Write;
        _fixture.Write = request => request.Kind == MailKind.Digest ? null : write(request);
        AddDueMails(CreateDueMail("2026-11-22.eve", "2026-11-22T18:00:00Z"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal(MailState.Sent, GetState("2026-11-22.eve"));
    }

    [Fact]
    public async Task A_late_digest_includes_the_mail_of_the_day_it_is_sent_on()
    {
        AddDueMails(CreateDueMail("2026-11-24.eve", "2026-11-24T08:00:00Z"));
        _fixture.IncludedRacePeriod = RacePeriod.Parse("2026-11-24.eve");
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-24T09:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-24T09:01:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
        Assert.Equal(MailScheduler.IncludedReason, GetReason("2026-11-24.eve"));
    }

    [Fact]
    public async Task A_digest_without_the_mail_is_still_the_only_mail_of_its_day()
    {
        AddDueMails(CreateDueMail("2026-11-22.eve", "2026-11-22T18:00:00Z"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-22T18:01:00Z");

        Assert.Equal(MailScheduler.OneMailPerDayReason, GetReason("2026-11-22.eve"));
    }

    [Fact]
    public async Task A_digest_rendered_on_Sunday_and_accepted_on_Monday_does_not_affect_Mondays_mail()
    {
        AddDueMails(CreateDueMail("2026-11-23.eve", "2026-11-23T18:00:00Z", usefulUntil: "2026-11-23T23:00:00Z"));
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "busy"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T17:59:00Z");
        Assert.Equal(
            (MailState.Sent, "2026-11-22"),
            (_fixture.FindRow()!.State, $"{_fixture.Requests.Single().Today:yyyy-MM-dd}")
        );
        await _fixture.ProcessAtAsync("2026-11-23T18:00:00Z");

        Assert.Equal(MailState.Sent, GetState("2026-11-23.eve"));
    }

    [Fact]
    public async Task A_mail_included_in_a_digest_is_skipped_however_late_the_digest_was_accepted()
    {
        _fixture.IncludedRacePeriod = RacePeriod.Parse("2026-12-06.plan");
        AddDueMails(CreateDueMail("2026-12-06.plan", "2026-11-23T18:00:00Z"));
        _fixture.Transport.EnqueueOutcomes(new MailOutcome(MailResult.Transient, "busy"));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-23T18:01:00Z");

        Assert.Equal(MailScheduler.IncludedReason, GetReason("2026-12-06.plan"));
    }

    [Fact]
    public async Task Of_two_mails_on_a_day_the_earlier_is_sent()
    {
        AddDueMails(
            CreateDueMail("2026-12-02.eve", "2026-11-25T18:00:00Z"),
            CreateDueMail("2026-12-01.eve", "2026-11-25T17:00:00Z"),
            CreateDueMail("2026-12-03.eve", "2026-11-26T18:00:00Z")
        );
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-25T18:01:00Z");
        await _fixture.ProcessAtAsync("2026-11-26T18:00:00Z");

        Assert.Equal(MailState.Sent, GetState("2026-12-01.eve"));
        Assert.Equal(
            (MailState.Skipped, MailScheduler.OneMailPerDayReason),
            (GetState("2026-12-02.eve"), GetReason("2026-12-02.eve"))
        );
        Assert.Equal(MailState.Sent, GetState("2026-12-03.eve"));
    }

    [Fact]
    public async Task A_mail_that_does_not_yield_is_sent_on_the_day_of_a_digest()
    {
        var due = new DueMail(
            MailKind.RedFlag,
            RedFlagPeriod.Parse("2026-11-22.1"),
            OutboxFixture.At("2026-11-22T07:00:00Z"),
            YieldsToDigest: false
        );
        _fixture.Triggers.Add(new StubMailTrigger(MailKind.RedFlag, (_, _) => [due]));
        await _fixture.ProcessAsync();

        await _fixture.ProcessAtAsync("2026-11-22T07:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow("2026-11-22.1", kind: MailKind.RedFlag)!.State);
    }

    [Fact]
    public async Task An_expired_mail_is_not_sent()
    {
        var due = CreateDueMail("2026-11-26.eve", "2026-11-25T18:00:00Z", usefulUntil: "2026-11-26T05:00:00Z");
        AddDueMails(due);
        await _fixture.ProcessAsync();
        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");
        _fixture.Transport.EnqueueOutcomes([.. Enumerable.Repeat(new MailOutcome(MailResult.Transient, "down"), 2)]);

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");
        await _fixture.ProcessAtAsync("2026-11-26T05:00:01Z");

        Assert.Equal(MailState.Failed, GetState("2026-11-26.eve"));
        Assert.Equal(2, _fixture.SentDigests.Count);

        AddDueMails(due with { Period = RacePeriod.Parse("2026-11-27.eve") });
        await _fixture.ProcessAtAsync("2026-11-26T05:00:02Z");
        Assert.Equal(
            (MailState.Skipped, MailScheduler.MissedReason),
            (GetState("2026-11-27.eve"), GetReason("2026-11-27.eve"))
        );
    }

    [Fact]
    public async Task A_mail_due_in_a_pause_is_skipped()
    {
        AddDueMails(CreateDueMail("2026-11-25.eve", "2026-11-25T18:00:00Z"));
        await _fixture.ProcessAsync();
        _fixture.Execute("INSERT INTO pauses (athlete_id, until) SELECT id, '2026-11-25' FROM athletes");

        await _fixture.ProcessAtAsync("2026-11-25T18:00:00Z");

        Assert.Equal((MailState.Skipped, MailPause.Reason), (GetState("2026-11-25.eve"), GetReason("2026-11-25.eve")));
    }

    [Fact]
    public async Task Mails_that_become_due_endlessly_are_stopped_by_the_daily_limit()
    {
        var number = 0;
        _fixture.Triggers.Add(
            new StubMailTrigger(MailKind.Race, (_, now) =>
                [
                    new DueMail(
                        MailKind.Race,
                        new RacePeriod(new DateOnly(2026, 12, 1).AddDays(number++), RaceMailStage.Eve),
                        now,
                        YieldsToDigest: false
                    ),
                ]
            )
        );
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
    public async Task A_mail_due_before_the_athlete_was_added_is_not_recorded()
    {
        AddDueMails(CreateDueMail("2026-11-21.eve", "2026-11-21T11:00:00Z"));

        await _fixture.ProcessAsync();

        Assert.Null(GetState("2026-11-21.eve"));
    }

    private static DueMail CreateDueMail(string period, string at, string? usefulUntil = null) =>
        new(
            MailKind.Race,
            RacePeriod.Parse(period),
            OutboxFixture.At(at),
            usefulUntil is null ? null : OutboxFixture.At(usefulUntil)
        );

    private void AddDueMails(params DueMail[] due)
    {
        _fixture.Triggers.Clear();
        _fixture.Triggers.Add(new StubMailTrigger(MailKind.Race, (_, _) => due));
    }

    private MailState? GetState(string period) => _fixture.FindRow(period, kind: MailKind.Race)?.State;

    private string? GetReason(string period) => _fixture.FindRow(period, kind: MailKind.Race)?.Reason;
}
