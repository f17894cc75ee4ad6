using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sources.IntervalsIcu;

namespace ActivitySync.Tests.Reliability;

/// <summary>Every fault of the stand-in for intervals.icu at every call of a sync, alone and in pairs.</summary>
[Trait("Category", "Soak")]
public sealed class IntervalsFaultMatrixTests
{
    private const int Runs = 230;
    private const int MaxRows = 100; // so a list takes three calls
    private const int DaysOfRuns = 150; // all of them stay in the sync window while the clock advances
    private const int PersistentCount = 9; // more than the attempts of one call

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    private static readonly JsonObject[] Kinds =
    [
        .. new[] { 400, 401, 403, 404, 408, 418, 422, 429, 500, 502, 503, 504, 597 }.Select(status => new JsonObject
        {
            ["do"] = "status",
            ["status"] = status,
        }),
        new()
        {
            ["do"] = "status",
            ["status"] = 429,
            ["headers"] = new JsonObject { ["Retry-After"] = "10" },
        },
        new() { ["do"] = "html" },
        new() { ["do"] = "reset" },
        new() { ["do"] = "hang", ["seconds"] = 3 },
        new() { ["do"] = "truncate" },
        new() { ["do"] = "malformed" },
        new() { ["do"] = "empty" },
        new() { ["do"] = "slow", ["seconds"] = 0.02 },
    ];

    private static readonly (string Path, int Nth)[] Steps =
    [
        ("activities", 1),
        ("activities", 2),
        ("activities", 3),
        ("events", 1),
        ("wellness", 1),
    ];

    [Fact]
    public async Task One_sync_without_faults_completes_the_data_after_any_fault_or_pair()
    {
        var random = TestScale.CreateRandom();
        var cases = FaultCases.Create(Kinds, Steps, PersistentCount, random, smallPairs: 45, smallShare: 4);
        await FaultCases.RunInBatchesAsync(cases, random, RunAsync);
    }

    private static async Task<int> RunAsync(JsonObject[][] cases, Random random)
    {
        using var fixture = new IntervalsFixture(
            Start,
            activities: _ =>
                Enumerable
                    .Range(1, Runs)
                    .Select(i =>
                        IntervalsFixture.CreateRun(
                            $"i{i}",
                            Start.AddMinutes(-i * DaysOfRuns * 1440.0 / Runs),
                            $"Run {i}"
                        )
                    ),
            maxRows: MaxRows
        );
        var from = Start.AddDays(-DaysOfRuns - 20);
        await fixture.SyncAsync();
        var next = 900_000;
        foreach (var faults in cases)
        {
            var context = string.Join(" then ", faults.Select(fault => fault.ToJsonString()));
            var runs = fixture.GetExpectedActivities(0);
            await fixture.DeleteAsync(0, (string)runs.ElementAt(random.Next(runs.Count))["id"]!);
            var edited = (JsonObject)runs.ElementAt(random.Next(runs.Count)).DeepClone();
            edited["name"] = $"Edited {next}";
            await fixture.PutAsync(0, edited);
            await fixture.PutAsync(
                0,
                IntervalsFixture.CreateRun(
                    $"i{next++}",
                    Start.AddDays(-random.Next(DaysOfRuns)).AddMinutes(random.Next(1440)),
                    "Late"
                )
            );
            await fixture.ChangeCalendarAsync(random);

            await fixture.FaultAsync(faults);
            fixture.Clock.TimeoutScale = faults.Any(FaultCases.IsHang) ? FastForwardClock.OneFiftieth : null;
            var (before, calendar) = (fixture.GetStoredLines(0, from), fixture.GetStoredCalendar());

            var faulty = await fixture.SyncAsync();
            if (faulty.Outcome == SourceOutcome.Complete)
            {
                fixture.AssertComplete(0, from, context);
                var stored = fixture.GetStoredCalendar();
                Assert.True(
                    stored.SetEquals(calendar)
                        || stored.SetEquals(fixture.GetExpectedCalendar())
                        || faulty.Line is not null,
                    $"{context}: half of a calendar was stored"
                );
            }
            else
            {
                Assert.True(
                    before.SetEquals(fixture.GetStoredLines(0, from)),
                    $"{context}: a failed sync changed the database"
                );
                Assert.True(
                    calendar.SetEquals(fixture.GetStoredCalendar()),
                    $"{context}: a failed sync changed the calendar"
                );
            }

            fixture.Clock.TimeoutScale = null;
            await fixture.FaultAsync();
            await fixture.MoveToAsync(fixture.Now.AddMinutes(31));
            var clean = await fixture.SyncAsync();
            Assert.True(clean.Outcome == SourceOutcome.Complete, $"{context}: {clean.Line}");
            Assert.True(clean.Line is null, $"{context}: {clean.Line}");
            fixture.AssertComplete(0, from, context);
            fixture.AssertCalendarComplete(context);
        }

        await fixture.AssertNoSecretWrittenAsync();
        return cases.Length;
    }
}
