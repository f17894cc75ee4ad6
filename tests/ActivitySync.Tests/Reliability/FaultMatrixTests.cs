using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Reliability;

/// <summary>Every fault the stand-in knows, at every step of a sync, alone and in pairs.</summary>
public sealed class FaultMatrixTests
{
    private const int Runs = 430; // three pages
    private const int DaysOfRuns = 150; // all of them stay in the window while the clock goes on
    private const int CasesPerFixture = 50;
    private const int AthletesPerFixture = 12;
    private const int Lasting = 9; // longer than all tries of one call

    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 7, 0, TimeSpan.Zero);

    private static readonly JsonObject[] Kinds =
    [
        .. new[] { 400, 401, 403, 404, 408, 418, 429, 500, 502, 503, 504, 597 }.Select(status => new JsonObject
        {
            ["do"] = "status",
            ["status"] = status,
        }),
        new() { ["do"] = "html" },
        new() { ["do"] = "html", ["status"] = 503 },
        new() { ["do"] = "reset" },
        new() { ["do"] = "hang", ["seconds"] = 3 },
        new() { ["do"] = "truncate" },
        new() { ["do"] = "malformed" },
        new() { ["do"] = "empty" },
        new() { ["do"] = "slow", ["seconds"] = 0.02 },
        new() { ["do"] = "lost-reply" },
    ];

    private static readonly (string Path, int Nth)[] Steps =
    [
        ("oauth/token", 1),
        ("athlete/activities", 1),
        ("athlete/activities", 2),
        ("athlete/activities", 3),
    ];

    /// <summary>Strava acts, and what it answers cannot be read: with it the successor of the refresh token is lost.</summary>
    private static readonly string[] LosesAnswers = ["truncate", "malformed", "lost-reply"];

    [Fact]
    public async Task After_any_fault_at_any_step_and_any_two_of_them_one_clean_sync_is_whole()
    {
        var dice = TestScale.CreateRandom();
        var single = (from kind in Kinds from step in Steps select Fault(kind, step, 1)).ToList();
        var cases = single.Select(fault => new[] { fault }).ToList();
        cases.AddRange(
            from kind in Kinds
            from step in Steps
            where step.Nth == 1
            select new[] { Fault(kind, step, Lasting) }
        );
        var pairs = (from first in single from second in single select new[] { first, second }).ToArray();
        dice.Shuffle(pairs);
        cases.AddRange(pairs.Take(TestScale.Choose(45, pairs.Length)));
        if (TestScale.IsSmall)
        {
            cases = [.. cases.Where((_, i) => i % 5 == 0)]; // co-prime to the steps: all kinds and all steps stay
        }

        TestScale.WriteLine($"{cases.Count} cases");

        var lockedOut = 0;
        foreach (var batch in cases.Chunk(CasesPerFixture))
        {
            lockedOut += await RunAsync(batch, dice);
        }

        TestScale.WriteLine($"{lockedOut} runners had to connect again, each after a lost answer to a refresh");
    }

    [Fact]
    public async Task A_disconnect_forgets_the_tokens_whatever_happens_and_never_claims_an_end_that_was_not()
    {
        var cases = (
            from kind in Kinds
            from count in new[] { 1, Lasting }
            where (string)kind["do"]! != "empty"
            select (kind, count)
        ).ToList();
        using var world = new SimulatedSyncFixture(cases.Count, Start, _ => []);
        for (var i = 0; i < cases.Count; i++)
        {
            var held = world.FindTokens(i)!;
            var fault = (JsonObject)cases[i].kind.DeepClone();
            (fault["path"], fault["count"]) = ("oauth/(revoke|deauthorize)", cases[i].count);
            await world.FaultAsync(fault);
            world.Clock.TimeoutScale = IsHang(fault) ? FastForwardClock.OneFiftieth : null;

            var isConfirmed = await world
                .Get<StravaDisconnector>()
                .DisconnectAsync(world.Settings.Athletes[i], CancellationToken.None);

            Assert.Null(world.FindTokens(i));
            world.Clock.TimeoutScale = null;
            await world.FaultAsync();
            await world.MoveToAsync(world.Now.AddMinutes(31));
            var reply = await world
                .Get<StravaApiClient>()
                .GetAsync("athlete", held.AccessToken, new RequestCounter(), CancellationToken.None);
            if (isConfirmed == true)
            {
                Assert.True(reply.ErrorKind == StravaErrorKind.TokenRefused, $"{fault}: {reply.ErrorKind}");
            }

            if (i % 5 == 4)
            {
                await world.MoveToAsync(Start); // the access tokens must outlive the test
            }
        }

        world.AssertNoSecretWritten();
    }

    private static async Task<int> RunAsync(JsonObject[][] cases, Random dice)
    {
        using var world = new SimulatedSyncFixture(AthletesPerFixture, Start, athlete =>
            Enumerable
                .Range(1, Runs)
                .Select(i =>
                    SimulatedSyncFixture.CreateRun(
                        (athlete * 1000) + i,
                        Start.AddMinutes(-i * DaysOfRuns * 1440.0 / Runs),
                        $"Run {i}"
                    )
                )
        );
        var from = Start.AddDays(-DaysOfRuns - 20);
        var athlete = 0;
        var lockedOut = 0;
        var usedUp = false;
        var next = 900_000_000L;
        foreach (var faults in cases)
        {
            var what = string.Join(" then ", faults.Select(fault => fault.ToJsonString()));
            var old = world
                .GetExpectedActivities(athlete)
                .ElementAt(dice.Next(world.GetExpectedActivities(athlete).Count));
            await world.DeleteAsync(athlete, (long)old["id"]!);
            old = world.GetExpectedActivities(athlete).ElementAt(dice.Next(world.GetExpectedActivities(athlete).Count));
            var edited = (JsonObject)old.DeepClone();
            edited["name"] = $"Edited {next}";
            await world.PutAsync(athlete, edited);
            await world.PutAsync(
                athlete,
                SimulatedSyncFixture.CreateRun(
                    next++,
                    Start.AddDays(-dice.Next(DaysOfRuns)).AddMinutes(dice.Next(1440)),
                    "Late"
                )
            );
            if (faults.Any(IsOfTokens))
            {
                await world.MoveToAsync(world.Now.AddHours(6));
            }

            await world.FaultAsync(faults);
            world.Clock.TimeoutScale = faults.Any(IsHang) ? FastForwardClock.OneFiftieth : null;
            var before = world.GetStoredLines(athlete, from);

            var hit = await world.SyncAsync(athlete);
            if (hit.Outcome == SourceOutcome.Complete)
            {
                world.AssertComplete(athlete, from, what);
            }
            else
            {
                Assert.True(
                    before.SetEquals(world.GetStoredLines(athlete, from)),
                    $"{what}: a sync that failed changed the store"
                );
            }

            world.Clock.TimeoutScale = null;
            await world.FaultAsync();
            await world.MoveToAsync(world.Now.AddMinutes(31));
            var clean = await world.SyncAsync(athlete);
            if (world.FindTokens(athlete)!.DeadReason is not null)
            {
                Assert.True(MayLoseTheKey(faults), $"{what}: locked out");
                Assert.Equal(SourceOutcome.ActionNeeded, clean.Outcome);
                lockedOut++;
                usedUp = true; // the stand-in has one code for each
                await world.ReconnectAsync(athlete);
                clean = await world.SyncAsync(athlete);
            }

            Assert.True(clean.Outcome == SourceOutcome.Complete, $"{what}: {clean.Line}");
            world.AssertComplete(athlete, from, what);
            if (usedUp)
            {
                athlete++;
            }

            usedUp = false;
        }

        var objections = (await world.Strava.GetStatsAsync())["violations"]!
            .AsArray()
            .Select(objection => (string)objection!)
            .ToList();
        Assert.All(objections, objection =>
            Assert.Contains("after Strava had replaced it", objection, StringComparison.Ordinal)
        );
        Assert.True(objections.Count <= 2 * lockedOut, string.Join('\n', objections));
        world.AssertNoSecretWritten();
        return lockedOut;
    }

    private static JsonObject Fault(JsonObject kind, (string Path, int Nth) step, int count)
    {
        var fault = (JsonObject)kind.DeepClone();
        (fault["path"], fault["nth"], fault["count"]) = (step.Path, step.Nth, count);
        return fault;
    }

    private static bool IsOfTokens(JsonObject fault) => (string)fault["path"]! == "oauth/token";

    private static bool MayLoseTheKey(JsonObject[] faults) =>
        faults.Any(fault => IsOfTokens(fault) && (LosesAnswers.Contains((string)fault["do"]!) || faults.Any(IsHang)));

    private static bool IsHang(JsonObject fault) => (string)fault["do"]! == "hang";
}
