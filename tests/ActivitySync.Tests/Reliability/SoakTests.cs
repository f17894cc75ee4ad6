using System.Text.Json.Nodes;
using ActivitySync.Maintenance;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using Quartz;

namespace ActivitySync.Tests.Reliability;

/// <summary>Weeks of a household's life at Strava, with all that happens there, synced by the schedule.</summary>
public sealed class SoakTests
{
    private const int DaysBefore = 182; // 26 weeks
    private const int ShortDays = 14;
    private const int LateDays = 30;
    private const int ProcessingHours = 48;
    private const int QuietHours = 50; // the last processing ends, and two full syncs come

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 7, 0, TimeSpan.Zero);

    [Fact]
    public async Task Through_all_that_happens_in_weeks_the_store_is_what_Strava_shows_and_no_limit_is_hit()
    {
        var dice = TestScale.CreateRandom();
        var athletes = TestScale.Choose(3, 25);
        var days = TestScale.Choose(15, 200);
        using var world = new SimulatedSyncFixture(
            athletes,
            Start,
            athlete =>
                Enumerable
                    .Range(1, DaysBefore * 5 / 7)
                    .Select(i => NewRun((athlete * 1_000_000) + i, Start.AddHours(-i * 24 * 7 / 5.0), null)),
            JsonNode.Parse("""{"overall":[200,2000],"read":[100,1000]}""")
        );
        var events = new SoakEventGenerator(world, dice, Start.AddDays(days));
        var schedule = new CronExpression(world.Settings.GetSource<StravaSettings>().SyncSchedule, TimeZoneInfo.Utc);
        var first = (int)(await world.Strava.GetStatsAsync())["requests"]!;
        await world.SyncAsync(0);
        Assert.InRange((int)(await world.Strava.GetStatsAsync())["requests"]! - first, 1, 4);

        var end = Start.AddDays(days).AddHours(QuietHours);
        var checks = 0;
        for (
            var at = schedule.GetNextValidTimeAfter(Start)!.Value;
            at < end;
            at = schedule.GetNextValidTimeAfter(at)!.Value
        )
        {
            await events.AdvanceAsync(at);
            var asked = world.Clock.GetUtcNow();
            await world.RunScheduleAsync();
            if (at.Hour == 5)
            {
                await world.Get<RetentionService>().ExpireAsync(default);
            }

            for (var athlete = 0; athlete < athletes; athlete++)
            {
                if (at.Hour % 6 == 0)
                {
                    world.FindTokens(athlete); // every pair there is must be read nowhere
                }

                var last = world.FindSyncState(athlete)!;
                if (!(last.SucceededAt >= asked.ToUnixTimeSeconds()))
                {
                    continue;
                }

                var isFull = last.FullAt == last.SucceededAt;
                world.AssertComplete(
                    athlete,
                    at.AddDays(isFull ? -180 : -ShortDays).AddHours(1),
                    $"{at:u} {(isFull ? "full" : "short")}"
                );
                checks++;
            }
        }

        var stats = await world.Strava.GetStatsAsync();
        var perDay = (double)stats["requests"]! / athletes / (end - Start).TotalDays;
        TestScale.WriteLine(
            $"{athletes} runners, {days} days: {(int)stats["requests"]!} requests, {perDay:F1} a runner and day; {checks} syncs held against the world"
        );
        TestScale.WriteLine(
            $"{events.Summary}; 429 {stats["rateLimited"]}, calls after a limit {stats["callsAfterLimit"]}, renewals {stats["tokenRefreshes"]}"
        );
        Assert.InRange(perDay, 20, 30);
        Assert.True(
            (int)stats["rateLimited"]! <= events.LimitsLowered,
            $"429 {stats["rateLimited"]}: {events.Summary}"
        );
        Assert.Equal(0, (int)stats["callsAfterLimit"]!);
        Assert.Equal(0, (int)stats["detailCalls"]!);
        Assert.Empty(stats["violations"]!.AsArray());
        for (var athlete = 0; athlete < athletes; athlete++)
        {
            Assert.Equal(SourceOutcome.Complete, (await world.SyncAsync(athlete)).Outcome);
            world.AssertComplete(athlete, world.Now.AddDays(-180).AddHours(1), "at the end");
        }

        world.AssertNoSecretWritten();
    }

    /// <summary>A run, up to thirty days late, that Strava shows up to two days after its upload.</summary>
    internal static JsonObject NewRun(long id, DateTimeOffset start, DateTimeOffset? visibleFrom) =>
        SimulatedSyncFixture.CreateRun(id, start, $"Zebra {id}", 8 + (id % 13), visibleFrom);

    internal static TimeSpan Late(Random dice) =>
        dice.Next(4) == 0 ? TimeSpan.FromHours(dice.Next(LateDays * 24)) : TimeSpan.FromMinutes(dice.Next(180));

    internal static TimeSpan Processing(Random dice) =>
        dice.Next(4) == 0 ? TimeSpan.FromHours(dice.Next(ProcessingHours)) : TimeSpan.Zero;
}
