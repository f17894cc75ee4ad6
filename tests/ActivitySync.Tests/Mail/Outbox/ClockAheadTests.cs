using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;

namespace ActivitySync.Tests.Mail.Outbox;

/// <summary>
/// Timestamps stored while the clock was ten years ahead, for example on a board without a battery, suppress nothing.
/// </summary>
public sealed class ClockAheadTests : IDisposable
{
    private readonly OutboxFixture _fixture = new();

    public ClockAheadTests() =>
        _fixture.Settings = _fixture.Settings with
        {
            FileAthletes = [_fixture.Anna with { Sources = new AthleteSources { Enabled = [SourceNames.Strava] } }],
        };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task An_athlete_added_at_that_time_gets_the_next_digest()
    {
        await _fixture.ProcessAtAsync("2036-11-21T12:00:00Z");
        _fixture.Clock.AdjustTime(OutboxFixture.At("2026-11-21T12:00:00Z"));
        await _fixture.ProcessAsync();
        Assert.Null(_fixture.FindRow());

        await _fixture.ProcessAtAsync("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _fixture.FindRow()!.State);
    }

    [Fact]
    public async Task A_source_synced_at_that_time_is_synced_again_before_a_mail()
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
    public async Task A_rate_limit_until_then_does_not_prevent_the_confirming_sync()
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
            SourceNames.Strava,
            default
        );

        Assert.Equal(["anna Strava Full"], _fixture.SyncedSources);
    }

    [Fact]
    public void A_success_at_that_time_does_not_count()
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

        Assert.NotNull(SourceAlertReason.Find(SourceNames.Strava, row, now.AddDays(-30), now, TimeSpan.FromHours(24)));
    }
}
