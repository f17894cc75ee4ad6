using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Tests.Outbox;

/// <summary>A clock that was ten years ahead for a while, as a board without a battery may start: what it wrote down silences nothing.</summary>
public sealed class ClockAheadTests : IDisposable
{
    private readonly OutboxHouse _house = new();

    public ClockAheadTests() => _house.Settings = _house.Settings with
    {
        Athletes = [_house.Anna with { Sources = new AthleteSources { Strava = true } }],
    };

    public void Dispose() => _house.Dispose();

    [Fact]
    public async Task A_runner_who_was_entered_then_gets_the_next_digest()
    {
        await _house.PassAt("2036-11-21T12:00:00Z");
        _house.Clock.AdjustTime(OutboxHouse.At("2026-11-21T12:00:00Z"));
        await _house.PassAsync();
        Assert.Null(_house.Row());

        await _house.PassAt("2026-11-22T18:00:00Z");

        Assert.Equal(MailState.Sent, _house.Row()!.State);
    }

    [Fact]
    public async Task A_source_that_answered_then_is_asked_before_a_mail_is_written_and_not_taken_for_fresh()
    {
        await _house.PassAsync();
        _house.Tried("complete", "2036-11-20T12:00:00Z", 0, retryAt: OutboxHouse.At("2036-11-20T13:00:00Z"));

        await _house.PassAt("2026-11-22T18:00:00Z");

        Assert.Contains("anna Full", _house.Synced);
        Assert.True(Assert.Single(_house.Orders).KnownUntil < _house.Clock.GetUtcNow());
    }

    [Fact]
    public async Task A_source_that_was_to_be_left_alone_until_then_is_asked_before_anybody_is_troubled()
    {
        await _house.PassAsync();
        _house.Tried("limit-reached", "2026-11-21T12:00:00Z", 2, retryAt: OutboxHouse.At("2036-11-20T13:00:00Z"));
        _house.Clock.AdjustTime(OutboxHouse.At("2026-11-24T12:00:00Z"));

        await new ConfirmSilence(_house.Database, _house.Clock, (athlete, only, _, _) =>
        {
            _house.Synced.Add($"{athlete.Name} {only}");
            return Task.FromResult<IReadOnlyList<ActivitySync.Intake.SyncReport>>([]);
        }).IsConfirmedAsync(_house.Anna, SourceName.Strava, default);

        Assert.Equal(["anna Strava"], _house.Synced);
    }

    [Fact]
    public void A_success_of_then_is_no_success_of_today()
    {
        var now = OutboxHouse.At("2026-11-24T12:00:00Z");
        var row = new SyncRow(1, "strava", now.ToColumn(), "away", "away", now.AddYears(10).ToColumn(), null, null, 3);

        Assert.NotNull(SourceTrouble.Of(SourceName.Strava, row, now.AddDays(-30), now, TimeSpan.FromHours(24)));
    }
}
