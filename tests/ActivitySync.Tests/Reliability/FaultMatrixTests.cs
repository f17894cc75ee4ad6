using System.Text.Json.Nodes;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Reliability;

/// <summary>Every fault of the stand-in at every step of a sync, alone and in pairs.</summary>
[Trait("Category", "Soak")]
public sealed class FaultMatrixTests
{
    private const int Runs = 430; // three pages
    private const int DaysOfRuns = 150; // all of them stay in the sync window while the clock advances
    private const int AthletesPerFixture = 12;
    private const int PersistentCount = 9; // more than the attempts of one call

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

    /// <summary>Strava replaces the refresh token, but its answer, with the new one, can't be read.</summary>
    private static readonly string[] AnswerLosses = ["truncate", "malformed", "lost-reply"];

    [Fact]
    public async Task One_sync_without_faults_completes_the_data_after_any_fault_or_pair()
    {
        var random = TestScale.CreateRandom();
        var cases = FaultCases.Create(Kinds, Steps, PersistentCount, random, smallPairs: 20, smallShare: 5);
        var lockedOut = await FaultCases.RunInBatchesAsync(cases, random, RunAsync);
        TestScale.WriteLine($"{lockedOut} athletes had to reconnect, each after a lost answer to a token refresh");
    }

    [Fact]
    public async Task A_disconnect_always_deletes_tokens_and_confirms_only_a_real_revocation()
    {
        var cases = (
            from kind in Kinds
            from count in new[] { 1, PersistentCount }
            where (string)kind["do"]! != "empty"
            select (kind, count)
        ).ToList();
        using var fixture = new SimulatedSyncFixture(cases.Count, Start, _ => []);
        for (var i = 0; i < cases.Count; i++)
        {
            var tokens = fixture.FindTokens(i)!;
            var fault = (JsonObject)cases[i].kind.DeepClone();
            (fault["path"], fault["count"]) = ("oauth/(revoke|deauthorize)", cases[i].count);
            await fixture.FaultAsync(fault);
            fixture.Clock.TimeoutScale = FaultCases.IsHang(fault) ? FastForwardClock.OneFiftieth : null;

            var isConfirmed = await fixture
                .Get<StravaDisconnector>()
                .DisconnectAsync(fixture.Settings.FileAthletes[i], CancellationToken.None);

            Assert.Null(fixture.FindTokens(i));
            fixture.Clock.TimeoutScale = null;
            await fixture.FaultAsync();
            await fixture.MoveToAsync(fixture.Now.AddMinutes(31));
            var reply = await fixture
                .Get<StravaApiClient>()
                .GetAsync("athlete", tokens.AccessToken, new RequestCounter(), CancellationToken.None);
            if (isConfirmed == true)
            {
                Assert.True(reply.ErrorKind == StravaErrorKind.TokenRefused, $"{fault}: {reply.ErrorKind}");
            }

            if (i % 5 == 4)
            {
                await fixture.MoveToAsync(Start); // the access tokens must outlive the test
            }
        }

        fixture.AssertNoSecretWritten();
    }

    private static async Task<int> RunAsync(JsonObject[][] cases, Random random)
    {
        using var fixture = new SimulatedSyncFixture(AthletesPerFixture, Start, athlete =>
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
        var isCodeUsed = false;
        var next = 900_000_000L;
        foreach (var faults in cases)
        {
            var context = string.Join(" then ", faults.Select(fault => fault.ToJsonString()));
            var old = fixture
                .GetExpectedActivities(athlete)
                .ElementAt(random.Next(fixture.GetExpectedActivities(athlete).Count));
            await fixture.DeleteAsync(athlete, (long)old["id"]!);
            old = fixture
                .GetExpectedActivities(athlete)
                .ElementAt(random.Next(fixture.GetExpectedActivities(athlete).Count));
            var edited = (JsonObject)old.DeepClone();
            edited["name"] = $"Edited {next}";
            await fixture.PutAsync(athlete, edited);
            await fixture.PutAsync(
                athlete,
                SimulatedSyncFixture.CreateRun(
                    next++,
                    Start.AddDays(-random.Next(DaysOfRuns)).AddMinutes(random.Next(1440)),
                    "Late"
                )
            );
            if (faults.Any(IsTokenRequest))
            {
                await fixture.MoveToAsync(fixture.Now.AddHours(6));
            }

            await fixture.FaultAsync(faults);
            fixture.Clock.TimeoutScale = faults.Any(FaultCases.IsHang) ? FastForwardClock.OneFiftieth : null;
            var before = fixture.GetStoredLines(athlete, from);

            var faulty = await fixture.SyncAsync(athlete);
            if (faulty.Outcome == SourceOutcome.Complete)
            {
                fixture.AssertComplete(athlete, from, context);
            }
            else
            {
                Assert.True(
                    before.SetEquals(fixture.GetStoredLines(athlete, from)),
                    $"{context}: a failed sync changed the database"
                );
            }

            fixture.Clock.TimeoutScale = null;
            await fixture.FaultAsync();
            await fixture.MoveToAsync(fixture.Now.AddMinutes(31));
            var clean = await fixture.SyncAsync(athlete);
            if (fixture.FindTokens(athlete)!.DeadReason is not null)
            {
                Assert.True(CanLoseRefreshToken(faults), $"{context}: locked out");
                Assert.Equal(SourceOutcome.ActionNeeded, clean.Outcome);
                lockedOut++;
                isCodeUsed = true; // the stand-in has one code for each athlete
                await fixture.ReconnectAsync(athlete);
                clean = await fixture.SyncAsync(athlete);
            }

            Assert.True(clean.Outcome == SourceOutcome.Complete, $"{context}: {clean.Line}");
            fixture.AssertComplete(athlete, from, context);
            if (isCodeUsed)
            {
                athlete++;
            }

            isCodeUsed = false;
        }

        var violations = (await fixture.Strava.GetStatsAsync())["violations"]!
            .AsArray()
            .Select(violation => (string)violation!)
            .ToList();
        Assert.All(violations, violation =>
            Assert.Contains("after Strava had replaced it", violation, StringComparison.Ordinal)
        );
        Assert.True(violations.Count <= 2 * lockedOut, string.Join('\n', violations));
        fixture.AssertNoSecretWritten();
        return lockedOut;
    }

    private static bool IsTokenRequest(JsonObject fault) => (string)fault["path"]! == "oauth/token";

    private static bool CanLoseRefreshToken(JsonObject[] faults) =>
        faults.Any(fault =>
            IsTokenRequest(fault) && (AnswerLosses.Contains((string)fault["do"]!) || faults.Any(FaultCases.IsHang))
        );
}
