using System.Text.Json.Nodes;
using ActivitySync.Maintenance;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using Quartz;

namespace ActivitySync.Tests.Reliability;

/// <summary>Syncs a household by schedule for weeks, with uploads, edits, deletions and failures at Strava.</summary>
[Trait("Category", "Soak")]
public sealed class SoakTests
{
    private const int DaysBefore = 182; // 26 weeks
    private const int ShortDays = 14;
    private const int LateDays = 30;
    private const int ProcessingHours = 48;
    private const int QuietHours = 50; // the last processing ends and two full syncs run

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 7, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_database_matches_Strava_through_weeks_of_events_within_the_limits()
    {
        var random = TestScale.CreateRandom();
        var athletes = TestScale.Choose(3, 25);
        var days = TestScale.Choose(10, 200);
        using var fixture = new SimulatedSyncFixture(
            athletes,
            Start,
            athlete =>
                Enumerable
                    .Range(1, DaysBefore * 5 / 7)
                    .Select(i => CreateRun((athlete * 1_000_000) + i, Start.AddHours(-i * 24 * 7 / 5.0), null)),
            JsonNode.Parse("""{"overall":[200,2000],"read":[100,1000]}""")
        );
        var events = new SoakEventGenerator(fixture, random, Start.AddDays(days));
        var schedule = new CronExpression(fixture.Settings.GetSource<StravaSettings>().SyncSchedule, TimeZoneInfo.Utc);
        var first = (int)(await fixture.Strava.GetStatsAsync())["requests"]!;
        await fixture.SyncAsync(0);
        Assert.InRange((int)(await fixture.Strava.GetStatsAsync())["requests"]! - first, 1, 4);

        var end = Start.AddDays(days).AddHours(QuietHours);
        var checks = 0;
        for (
            var at = schedule.GetNextValidTimeAfter(Start)!.Value;
            at < end;
            at = schedule.GetNextValidTimeAfter(at)!.Value
        )
        {
            await events.AdvanceAsync(at);
            var started = fixture.Clock.GetUtcNow();
            await fixture.RunScheduleAsync();
            if (at.Hour == 5)
            {
                await fixture.Get<RetentionService>().ExpireAsync(default);
            }

            for (var athlete = 0; athlete < athletes; athlete++)
            {
                if (at.Hour % 6 == 0)
                {
                    fixture.FindTokens(athlete); // remembers each pair, to search for it in the output
                }

                var last = fixture.FindSyncState(athlete)!;
                if (!(last.SucceededAt >= started.ToUnixTimeSeconds()))
                {
                    continue;
                }

                var isFull = last.FullAt == last.SucceededAt;
                fixture.AssertComplete(
                    athlete,
                    at.AddDays(isFull ? -180 : -ShortDays).AddHours(1),
                    $"{at:u} {(isFull ? "full" : "short")}"
                );
                checks++;
            }
        }

        var stats = await fixture.Strava.GetStatsAsync();
        var perDay = (double)stats["requests"]! / athletes / (end - Start).TotalDays;
        TestScale.WriteLine(
            $"{athletes} athletes, {days} days: {(int)stats["requests"]!} requests, {perDay:F1} per athlete and day; "
                + $"{checks} syncs compared"
        );
        TestScale.WriteLine(
            $"{events.Summary}; 429 {stats["rateLimited"]}, calls after a limit {stats["callsAfterLimit"]}, "
                + $"token refreshes {stats["tokenRefreshes"]}"
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
            Assert.Equal(SourceOutcome.Complete, (await fixture.SyncAsync(athlete)).Outcome);
            fixture.AssertComplete(athlete, fixture.Now.AddDays(-180).AddHours(1), "at the end");
        }

        fixture.AssertNoSecretWritten();
    }

    /// <summary>A run that Strava lists from an instant on.</summary>
    internal static JsonObject CreateRun(long id, DateTimeOffset start, DateTimeOffset? visibleFrom) =>
        SimulatedSyncFixture.CreateRun(id, start, $"Zebra {id}", 8 + (id % 13), visibleFrom);

    /// <summary>How long after its start a run is uploaded: up to 30 days.</summary>
    internal static TimeSpan NextUploadDelay(Random random) =>
        random.Next(4) == 0 ? TimeSpan.FromHours(random.Next(LateDays * 24)) : TimeSpan.FromMinutes(random.Next(180));

    /// <summary>How long after its upload Strava lists a run: up to 2 days.</summary>
    internal static TimeSpan NextProcessingTime(Random random) =>
        random.Next(4) == 0 ? TimeSpan.FromHours(random.Next(ProcessingHours)) : TimeSpan.Zero;
}
