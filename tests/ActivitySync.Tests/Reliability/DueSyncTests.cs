using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Tests.Reliability;

/// <summary>Syncs between those of the schedule, and withdrawn access.</summary>
[Trait("Category", "System")]
public sealed class DueSyncTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_sync_runs_right_after_a_rate_limit_ends_and_never_before()
    {
        using var fixture = CreateFixture(4, JsonNode.Parse("""{"overall":[4,2000],"read":[3,1000]}"""));
        await fixture.RunScheduleAsync();
        var waiting = Enumerable
            .Range(0, 4)
            .Where(athlete => fixture.FindSyncState(athlete)!.Outcome == "limit-reached")
            .ToList();
        Assert.NotEmpty(waiting);
        var retry = fixture.FindSyncState(waiting[0])!.RetryAt.ToInstant()!.Value;

        await fixture.MoveToAsync(retry.AddSeconds(-1));
        await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal("limit-reached", fixture.FindSyncState(waiting[0])!.Outcome);

        await fixture.MoveToAsync(retry + Spread);
        await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal("complete", fixture.FindSyncState(waiting[0])!.Outcome);
        Assert.Equal(0, (int)(await fixture.Strava.GetStatsAsync())["callsAfterLimit"]!);
    }

    [Fact]
    public async Task A_missed_sync_of_the_schedule_is_made_up_for_once()
    {
        using var fixture = CreateFixture(2);
        await DueAsync(Start.AddMinutes(2)); // no athlete was ever synced
        Assert.Equal(["complete", "complete"], [fixture.FindSyncState(0)!.Outcome, fixture.FindSyncState(1)!.Outcome]);
        var requests = await fixture.Strava.CountListRequestsAsync();

        for (var minute = 3; minute < 60; minute++)
        {
            await DueAsync(Start.AddMinutes(minute));
        }

        Assert.Equal(requests, await fixture.Strava.CountListRequestsAsync());

        await fixture.MoveToAsync(Start.AddMinutes(60));
        await fixture.RunScheduleAsync(); // a sync of the schedule
        requests = await fixture.Strava.CountListRequestsAsync();
        for (var minute = 61; minute < 120; minute++)
        {
            await DueAsync(Start.AddMinutes(minute));
        }

        Assert.Equal(requests, await fixture.Strava.CountListRequestsAsync());

        await DueAsync(Start.AddHours(9)); // the daemon was off for seven hours
        Assert.Equal(Start.AddHours(9), fixture.FindSyncState(1)!.TriedAt.ToInstant());

        async Task DueAsync(DateTimeOffset now)
        {
            await fixture.MoveToAsync(now);
            await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_daemon_that_crashes_in_a_catch_up_sync_tries_once_per_missed_time()
    {
        using var fixture = CreateFixture(1);
        await fixture.MoveToAsync(Start.AddHours(5).AddMinutes(3));
        using (var connection = fixture.Get<Database>().Open())
        {
            TimestampRepository.Save(connection, "missed-strava", fixture.Clock.GetUtcNow()); // and crashed then
        }

        for (var start = 0; start < 50; start++)
        {
            await fixture.MoveToAsync(fixture.Clock.GetUtcNow().AddMinutes(1));
            await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        }

        Assert.Equal(0, await fixture.Strava.CountListRequestsAsync());
        Assert.Null(fixture.FindSyncState(0));
        await fixture.MoveToAsync(Start.AddHours(6).AddMinutes(2));
        await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal("complete", fixture.FindSyncState(0)!.Outcome);
    }

    [Fact]
    public async Task An_event_syncs_only_its_athlete_and_only_once()
    {
        using var fixture = CreateFixture(2);
        await fixture.RunScheduleAsync();
        await fixture.MoveToAsync(Start.AddMinutes(5));
        var before = await fixture.Strava.CountListRequestsAsync();
        await fixture.PutAsync(0, SimulatedSyncFixture.CreateRun(77, Start.AddMinutes(-90), "Just uploaded"));

        fixture
            .Get<StravaEventReceiver>()
            .Receive(
                """
                {"object_type":"activity","aspect_type":"create","object_id":77,"owner_id":500,"event_time":1}
                """u8.ToArray()
            );
        await fixture.MoveToAsync(Start.AddMinutes(6));
        await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        fixture.AssertComplete(0, Start.AddDays(-14), "after the event");
        Assert.Equal(before + 1, await fixture.Strava.CountListRequestsAsync());

        await fixture.MoveToAsync(Start.AddMinutes(10));
        await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal(before + 1, await fixture.Strava.CountListRequestsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"owner_id\":\"nobody\"}")]
    [InlineData("{\"owner_id\":999}")]
    public async Task An_unreadable_event_or_one_of_an_unknown_athlete_syncs_nothing(string body)
    {
        using var fixture = CreateFixture(1);
        await fixture.RunScheduleAsync();
        await fixture.MoveToAsync(Start.AddMinutes(5));
        var before = await fixture.Strava.CountListRequestsAsync();

        fixture.Get<StravaEventReceiver>().Receive(Encoding.UTF8.GetBytes(body));
        await fixture.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);

        Assert.Equal(before, await fixture.Strava.CountListRequestsAsync());
    }

    [Fact]
    public async Task Withdrawn_access_deletes_the_athlete_s_rows_until_the_athlete_reconnects()
    {
        using var fixture = CreateFixture(2);
        await fixture.RunScheduleAsync();
        await fixture.RevokeAsync(0);
        await fixture.MoveToAsync(Start.AddHours(7));

        var report = await fixture.SyncAsync(0);

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.Contains("access was revoked at strava.com", report.Line, StringComparison.Ordinal);
        Assert.Empty(fixture.GetStoredLines(0, DateTimeOffset.UnixEpoch));
        await fixture.SyncAsync(1);
        fixture.AssertComplete(1, Start.AddDays(-180), "the other athlete");
        Assert.Equal(SourceOutcome.ActionNeeded, (await fixture.SyncAsync(0)).Outcome);
        await fixture.ReconnectAsync(0);
        await fixture.SyncAsync(0);
        fixture.AssertComplete(0, Start.AddDays(-180), "after reconnecting");
    }

    [Fact]
    public async Task A_token_lost_in_a_crash_is_reported_and_deletes_nothing()
    {
        using var fixture = CreateFixture(1);
        await fixture.RunScheduleAsync();
        using (var connection = fixture.Get<Database>().Open())
        {
            // And the power failed then.
            TokenRepository.MarkRenewalStarted(connection, fixture.GetAthleteId(0), "strava", fixture.Clock);
        }

        await fixture.RevokeAsync(0);
        await fixture.MoveToAsync(Start.AddHours(7));

        var report = await fixture.SyncAsync(0);

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.Contains("lost on the way", report.Line, StringComparison.Ordinal);
        fixture.AssertComplete(0, Start.AddDays(-180), "after the crash");
    }

    private static SimulatedSyncFixture CreateFixture(int athletes, JsonNode? limits = null) =>
        new(
            athletes,
            Start,
            athlete =>
                Enumerable
                    .Range(1, 20)
                    .Select(i => SimulatedSyncFixture.CreateRun((athlete * 1000) + i, Start.AddDays(-i), $"Run {i}")),
            limits
        );
}
