using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Sources.IntervalsIcu;
using ActivitySync.Tests.Sources.IntervalsIcu;
using Quartz;

namespace ActivitySync.Tests.Reliability;

/// <summary>
/// Syncs two athletes with intervals.icu by schedule for a month, with uploads, edits, deletions, outages and a new
/// key.
/// </summary>
[Trait("Category", "Soak")]
public sealed class IntervalsMonthTests
{
    private const int Athletes = 2;
    private const int WeeksBefore = 26;
    private const int ShortDays = 14;
    private const int FullDays = 180;

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 0, 7, 0, TimeSpan.Zero);

    private static readonly string[] Kinds = ["status", "reset", "html", "empty", "truncate", "malformed"];

    [Fact]
    public async Task The_database_matches_the_service_through_a_month_of_events()
    {
        var random = TestScale.CreateRandom();
        var days = TestScale.Choose(9, 31);
        using var fixture = new IntervalsFixture(Start, Athletes, athlete =>
            Enumerable
                .Range(1, WeeksBefore * 5)
                .Select(i => CreateRun((athlete * 1_000_000) + i, Start.AddHours(-i * 24 * 7 / 5.0)))
        );
        var schedule = new CronExpression(new IntervalsSettings().SyncSchedule, TimeZoneInfo.Utc);
        var (next, checks, outages) = (500_000, 0, 0);
        var outageUntil = Start;
        var end = Start.AddDays(days);
        for (
            var at = schedule.GetNextValidTimeAfter(Start)!.Value;
            at < end.AddHours(26); // the last full sync comes after the last event
                at = schedule.GetNextValidTimeAfter(at)!.Value
        )
        {
            await fixture.MoveToAsync(at);
            if (outageUntil > Start && at >= outageUntil)
            {
                await fixture.FaultAsync();
                outageUntil = Start;
            }

            if (at < end)
            {
                for (var athlete = 0; athlete < Athletes; athlete++)
                {
                    next = await TrainAsync(fixture, athlete, at, random, next);
                }

                if (random.Next(30) == 0)
                {
                    await fixture.ChangeCalendarAsync(random);
                }

                if (random.Next(40) == 0)
                {
                    outages++;
                    outageUntil = at.AddHours(random.Next(1, 20));
                    await fixture.FaultAsync(
                        new JsonObject
                        {
                            ["path"] = random.Next(2) == 0 ? "." : "events|wellness",
                            ["count"] = 1_000_000,
                            ["do"] = Kinds[random.Next(Kinds.Length)],
                            ["status"] = random.Next(2) == 0 ? 503 : 429,
                        }
                    );
                }

                if (at.Day % 7 == 3 && at.Hour == 4)
                {
                    await fixture.ChangeKeyAsync(1);
                }

                if (at.Day % 7 == 3 && at.Hour == 9)
                {
                    fixture.Restart();
                }
            }

            var started = fixture.Clock.GetUtcNow();
            await fixture.RunScheduleAsync();
            for (var athlete = 0; athlete < Athletes; athlete++)
            {
                var last = fixture.FindSyncState(athlete)!;
                if (last.SucceededAt >= started.ToUnixTimeSeconds())
                {
                    var isFull = last.FullAt == last.SucceededAt;
                    fixture.AssertComplete(
                        athlete,
                        at.AddDays(isFull ? -FullDays : -ShortDays).AddHours(1),
                        $"{at:u} {(isFull ? "full" : "short")}"
                    );
                    checks++;
                }
            }
        }

        var requests = await fixture.CountRequestsAsync();
        TestScale.WriteLine($"{days} days: {requests} requests, {outages} outages, {checks} syncs compared");
        Assert.InRange(checks, days * Athletes * 8, days * Athletes * 26 + (Athletes * 30));
        for (var athlete = 0; athlete < Athletes; athlete++)
        {
            var report = await fixture.SyncAsync(athlete);
            Assert.True(report.Outcome == SourceOutcome.Complete, report.Line);
            Assert.Null(report.Line);
            fixture.AssertComplete(athlete, fixture.Now.AddDays(-FullDays), "at the end");
        }

        fixture.AssertCalendarComplete("at the end");
        await fixture.AssertNoSecretWrittenAsync();
    }

    /// <summary>A run that is uploaded up to 30 days late, an edit, a deletion; each only sometimes.</summary>
    private static async Task<int> TrainAsync(
        IntervalsFixture fixture,
        int athlete,
        DateTimeOffset at,
        Random random,
        int next
    )
    {
        if (random.Next(30) == 0)
        {
            await fixture.PutAsync(athlete, CreateRun(next++, at - SoakTests.NextUploadDelay(random)));
        }

        var runs = fixture.GetExpectedActivities(athlete);
        if (random.Next(40) == 0)
        {
            var edited = (JsonObject)runs.ElementAt(random.Next(runs.Count)).DeepClone();
            edited["name"] = $"Edited {next++}";
            await fixture.PutAsync(athlete, edited);
        }

        if (random.Next(90) == 0)
        {
            await fixture.DeleteAsync(athlete, (string)runs.ElementAt(random.Next(runs.Count))["id"]!);
        }

        return next;
    }

    private static JsonObject CreateRun(int id, DateTimeOffset start) =>
        IntervalsFixture.CreateRun($"i{id}", start.AddSeconds(id % 60), $"Zebra {id}", 8 + (id % 13));
}
