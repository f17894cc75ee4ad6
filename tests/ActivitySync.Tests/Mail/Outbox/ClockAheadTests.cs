using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>A clock that was ten years ahead for a while, as a board without a battery may start: what it wrote down silences nothing.</summary>
public sealed class ClockAheadTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public ClockAheadTests() =>
        _fixture.Settings = _fixture.Settings with
        {
            Athletes = [_fixture.Anna with { Sources = new AthleteSources { Strava = true } }],
        };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_runner_who_was_entered_then_gets_the_next_digest()
    {
        await _fixture.ProcessAtAsync("2036-11-21T12:00:00Z");
        _fixture.Clock.AdjustTime(OutboxFixture.At("2026-11-21T12:00:00Z"));
        await _fixture.ProcessAsync();
        Assert.Null(_fixture.FindRow());

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_source_that_answered_then_is_asked_before_a_mail_is_written_and_not_taken_for_fresh()
    {
        await _fixture.ProcessAsync();
        _fixture.SaveSyncAttempt(
            "complete",
            "2036-11-20T12:00:00Z",
            0,
            retryAt: OutboxFixture.At("2036-11-20T13:00:00Z")
        );

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Contains("anna Full", _fixture.SyncedSources);
        Assert.True(Assert.Single(_fixture.Requests).KnownUntil < _fixture.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_source_that_was_to_be_left_alone_until_then_is_asked_before_anybody_is_troubled()
    {
        await _fixture.ProcessAsync();
        _fixture.SaveSyncAttempt(
            "limit-reached",
            "2026-11-21T12:00:00Z",
            2,
            retryAt: OutboxFixture.At("2036-11-20T13:00:00Z")
        );
        _fixture.Clock.AdjustTime(OutboxFixture.At("2026-11-24T12:00:00Z"));

        await new SourceFailureConfirmer(_fixture.Database, _fixture.Clock, _fixture.SyncService).ConfirmAsync(
            _fixture.Anna,
            SourceName.Strava,
            default
        );

        Assert.Equal(["anna Strava Full"], _fixture.SyncedSources);
    }

    [Fact]
    public void A_success_of_then_is_no_success_of_today()
    {
        var now = OutboxFixture.At("2026-11-24T12:00:00Z");
        var row = new SyncStateRow(
            1,
            "strava",
            now.ToColumn(),
            "away",
            "away",
            now.AddYears(10).ToColumn(),
            null,
            null,
            3
        );

        Assert.NotNull(SourceAlertReason.Find(SourceName.Strava, row, now.AddDays(-30), now, TimeSpan.FromHours(24)));
    }
}
