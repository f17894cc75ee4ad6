using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;

namespace ActivitySync.Tests.Reliability;

/// <summary>What need not wait for the schedule, and what must not be kept.</summary>
public sealed class DueSyncTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);
    private static readonly TimeSpan Spread = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task A_limit_that_has_lifted_is_followed_at_once_and_never_before()
    {
        using var world = CreateFixture(4, JsonNode.Parse("""{"overall":[4,2000],"read":[3,1000]}"""));
        await world.RunScheduleAsync();
        var waiting = Enumerable
            .Range(0, 4)
            .Where(athlete => world.FindSyncState(athlete)!.Outcome == "limit-reached")
            .ToList();
        Assert.NotEmpty(waiting);
        var retry = world.FindSyncState(waiting[0])!.RetryAt.ToInstant()!.Value;

        await world.MoveToAsync(retry.AddSeconds(-1));
        await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal("limit-reached", world.FindSyncState(waiting[0])!.Outcome);

        await world.MoveToAsync(retry + Spread);
        await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal("complete", world.FindSyncState(waiting[0])!.Outcome);
        Assert.Equal(0, (int)(await world.Strava.GetStatsAsync())["callsAfterLimit"]!);
    }

    [Fact]
    public async Task A_time_of_the_schedule_that_was_missed_is_made_up_for_once_and_one_that_was_kept_is_not()
    {
        using var world = CreateFixture(2);
        await DueAsync(Start.AddMinutes(2)); // nobody was ever asked
        Assert.Equal(["complete", "complete"], [world.FindSyncState(0)!.Outcome, world.FindSyncState(1)!.Outcome]);
        var asked = await world.Strava.CountListRequestsAsync();

        for (var minute = 3; minute < 60; minute++)
        {
            await DueAsync(Start.AddMinutes(minute));
        }

        Assert.Equal(asked, await world.Strava.CountListRequestsAsync());

        await world.MoveToAsync(Start.AddMinutes(60));
        await world.RunScheduleAsync(); // the schedule's own
        asked = await world.Strava.CountListRequestsAsync();
        for (var minute = 61; minute < 120; minute++)
        {
            await DueAsync(Start.AddMinutes(minute));
        }

        Assert.Equal(asked, await world.Strava.CountListRequestsAsync());

        await DueAsync(Start.AddHours(9)); // off for seven hours
        Assert.Equal(Start.AddHours(9), world.FindSyncState(1)!.TriedAt.ToInstant());

        async Task DueAsync(DateTimeOffset now)
        {
            await world.MoveToAsync(now);
            await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_daemon_that_dies_in_making_up_asks_once_for_each_time_of_the_schedule()
    {
        using var world = CreateFixture(1);
        await world.MoveToAsync(Start.AddHours(5).AddMinutes(3));
        using (var connection = world.Get<Database>().Open())
        {
            TimestampRepository.Save(connection, "missed-strava", world.Clock.GetUtcNow()); // and then it died
        }

        for (var start = 0; start < 50; start++)
        {
            await world.MoveToAsync(world.Clock.GetUtcNow().AddMinutes(1));
            await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        }

        Assert.Equal(0, await world.Strava.CountListRequestsAsync());
        Assert.Null(world.FindSyncState(0));
        await world.MoveToAsync(Start.AddHours(6).AddMinutes(2));
        await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal("complete", world.FindSyncState(0)!.Outcome);
    }

    [Fact]
    public async Task An_event_makes_one_sync_of_its_runner_and_of_nobody_else()
    {
        using var world = CreateFixture(2);
        await world.RunScheduleAsync();
        await world.MoveToAsync(Start.AddMinutes(5));
        var before = await world.Strava.CountListRequestsAsync();
        await world.PutAsync(0, SimulatedSyncFixture.CreateRun(77, Start.AddMinutes(-90), "Just uploaded"));

        world
            .Get<StravaEventReceiver>()
            .Receive(
                """{"object_type":"activity","aspect_type":"create","object_id":77,"owner_id":500,"event_time":1}"""u8.ToArray()
            );
        await world.MoveToAsync(Start.AddMinutes(6));
        await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        world.AssertComplete(0, Start.AddDays(-14), "after the hint");
        Assert.Equal(before + 1, await world.Strava.CountListRequestsAsync());

        await world.MoveToAsync(Start.AddMinutes(10));
        await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);
        Assert.Equal(before + 1, await world.Strava.CountListRequestsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"owner_id\":\"nobody\"}")]
    [InlineData("{\"owner_id\":999}")]
    public async Task An_event_about_nobody_here_or_that_cannot_be_read_asks_for_nothing(string body)
    {
        using var world = CreateFixture(1);
        await world.RunScheduleAsync();
        await world.MoveToAsync(Start.AddMinutes(5));
        var before = await world.Strava.CountListRequestsAsync();

        world.Get<StravaEventReceiver>().Receive(Encoding.UTF8.GetBytes(body));
        await world.Get<SyncScheduler>().SyncDueAsync(CancellationToken.None);

        Assert.Equal(before, await world.Strava.CountListRequestsAsync());
    }

    [Fact]
    public async Task Access_withdrawn_at_Strava_takes_all_of_that_runner_s_rows_and_connecting_again_brings_them_back()
    {
        using var world = CreateFixture(2);
        await world.RunScheduleAsync();
        await world.RevokeAsync(0);
        await world.MoveToAsync(Start.AddHours(7));

        var report = await world.SyncAsync(0);

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.Contains("withdrawn", report.Line, StringComparison.Ordinal);
        Assert.Empty(world.GetStoredLines(0, DateTimeOffset.UnixEpoch));
        await world.SyncAsync(1);
        world.AssertComplete(1, Start.AddDays(-180), "the other runner");
        Assert.Equal(SourceOutcome.ActionNeeded, (await world.SyncAsync(0)).Outcome);
        await world.ReconnectAsync(0);
        await world.SyncAsync(0);
        world.AssertComplete(0, Start.AddDays(-180), "connected again");
    }

    [Fact]
    public async Task A_key_lost_in_a_crash_of_ours_is_told_as_that_and_takes_nothing()
    {
        using var world = CreateFixture(1);
        await world.RunScheduleAsync();
        using (var connection = world.Get<Database>().Open())
        {
            TokenRepository.MarkRenewalStarted(connection, world.GetAthleteId(0), "strava", world.Clock); // and then the power went
        }

        await world.RevokeAsync(0);
        await world.MoveToAsync(Start.AddHours(7));

        var report = await world.SyncAsync(0);

        Assert.Equal(SourceOutcome.ActionNeeded, report.Outcome);
        Assert.Contains("lost on the way", report.Line, StringComparison.Ordinal);
        world.AssertComplete(0, Start.AddDays(-180), "after the crash");
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
