using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Reliability;

/// <summary>Kills the process (SIGKILL) during syncs and token refreshes, and runs it again.</summary>
[Trait("Category", "Soak")]
[SqliteOnly]
public sealed class SyncCrashTests : IDisposable
{
    private const int Runs = 60;

    /// <summary>A kill at any moment, during a token refresh, and while the list is read.</summary>
    private const int Modes = 3;

    /// <summary>Each can lose the refresh token once: the stand-in has one code for each.</summary>
    private static readonly int Athletes = TestScale.Choose(8, 250);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-kill-").FullName;
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly List<string> _output = [];
    private readonly HashSet<string> _secrets = ["sim-secret"];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_kill_loses_or_doubles_nothing_and_a_lost_token_is_reported()
    {
        var random = TestScale.CreateRandom();
        var expected = Enumerable.Range(0, Athletes).Select(CreateActivities).ToList();
        using var strava = StravaSimulator.Start(CreateSimulatorState(expected));
        var settings = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(settings, Settings(strava));
        var parts = CreateParts();
        var (athlete, lockedOut, tokensSaved) = (0, 0, 0);
        var hits = new int[Modes];
        var next = 900_000_000L;
        var duration = TimeSpan.FromSeconds(1);
        var kills = TestScale.Choose(8, 300);
        for (var kill = 0; kill < kills; kill++)
        {
            var tokens = FindTokens(parts, athlete) ?? await ConnectAsync(settings, athlete, parts);
            SaveExpired(parts, athlete, tokens);
            await strava.SendCommandAsync("clock", new JsonObject { ["advanceSeconds"] = 6 * 3600 });
            await ChangeAsync(strava, expected[athlete], athlete, next++, random);
            var before = (int)(await strava.GetStatsAsync())["tokenRefreshes"]!;
            var mode = kill % Modes;
            var hangingPath = mode == 1 ? "oauth/token" : "athlete/activities";
            await strava.SendCommandAsync(
                "faults",
                kill < Modes
                    ? new JsonArray(
                        new JsonObject
                        {
                            ["path"] = hangingPath,
                            ["do"] = "hang",
                            ["seconds"] = 60,
                            ["count"] = 100,
                        }
                    ) // the first kill of each mode finds a running process on any machine
                    : new JsonArray(
                        new JsonObject
                        {
                            ["path"] = "oauth/token",
                            ["do"] = "slow",
                            ["seconds"] = 0.05,
                        },
                        new JsonObject
                        {
                            ["path"] = "athlete/activities",
                            ["do"] = "slow",
                            ["seconds"] = 0.03,
                        }
                    )
            );

            string[] sync = ["sync", "--json", "--athlete", Name(athlete), "--config", settings];
            var wait = TimeSpan.FromMilliseconds(random.Next(120));
            var early = duration * random.NextDouble();
            var path = mode == 1 ? "/oauth/token" : "/api/v3/athlete/activities";
            var countBefore = await CountRequestsAsync(strava, path);
            var (wasAlive, output) = await DaemonProcess.RunAndKillAsync(sync, ended =>
                mode == 0 ? Task.Delay(early, ended) : WaitForRequestAsync(strava, path, countBefore, wait, ended)
            );
            _output.Add(output);
            hits[mode] += wasAlive ? 1 : 0;
            await strava.SendCommandAsync("faults", new JsonArray());
            var isSaved = FindTokens(parts, athlete)!.RefreshToken != tokens.RefreshToken;
            tokensSaved += isSaved ? 1 : 0;

            var watch = Stopwatch.StartNew();
            var again = await DaemonProcess.RunCommandAsync(sync);
            duration = watch.Elapsed;
            _output.Add(again.Out + again.Error);

            var context = $"kill {kill}, mode {mode}: exit {again.ExitCode}\n{again.Error}";
            if (again.ExitCode == (int)ExitCode.ActionRequired)
            {
                // Strava replaced the token, and the process was killed before it saved the new one.
                Assert.False(isSaved, context);
                Assert.Equal(1, (int)(await strava.GetStatsAsync())["tokenRefreshes"]! - before);
                Assert.Contains($"connect strava --athlete {Name(athlete)}", again.Error, StringComparison.Ordinal);
                await ConnectAsync(settings, athlete, parts);
                again = await DaemonProcess.RunCommandAsync(sync);
                lockedOut++;
            }

            Assert.True(again.ExitCode == 0, context);
            AssertComplete(parts, athlete, expected[athlete], context);
            FindTokens(parts, athlete);
            if (lockedOut > athlete)
            {
                athlete = lockedOut;
            }

            Assert.True(athlete < Athletes, "more athletes lost their token than the test has");
        }

        TestScale.WriteLine(
            $"{kills} kills, {string.Join(" + ", hits)} of a running process, "
                + $"{tokensSaved} after the new token was saved, {lockedOut} locked out with exit code 4"
        );
        Assert.DoesNotContain(0, hits);
        var violations = (await strava.GetStatsAsync())["violations"]!
            .AsArray()
            .Select(violation => (string)violation!)
            .ToList();
        Assert.True(violations.Count <= lockedOut, string.Join('\n', violations));
        Assert.All(_secrets, secret =>
            Assert.All(_output, output => Assert.DoesNotContain(secret, output, StringComparison.Ordinal))
        );
    }

    private static string Name(int athlete) => $"athlete-{athlete}";

    private static string Code(int athlete) => $"sesame-code-{athlete}";

    private static async Task WaitForRequestAsync(
        StravaSimulator strava,
        string path,
        int countBefore,
        TimeSpan wait,
        CancellationToken ended
    )
    {
        while (await CountRequestsAsync(strava, path) == countBefore)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), ended); // polls another process
        }

        await Task.Delay(wait, ended);
    }

    private static async Task<int> CountRequestsAsync(StravaSimulator strava, string path) =>
        (await strava.GetStatsAsync())["byPath"]![path]?.GetValue<int>() ?? 0;

    private Dictionary<long, JsonObject> CreateActivities(int athlete) =>
        Enumerable
            .Range(1, Runs)
            .Select(i => SimulatedSyncFixture.CreateRun((athlete * 1000) + i, _start.AddHours(-i * 48), $"Run {i}"))
            .ToDictionary(activity => (long)activity["id"]!);

    private JsonObject CreateSimulatorState(List<Dictionary<long, JsonObject>> expected) =>
        new()
        {
            ["now"] = _start.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            ["limits"] = JsonNode.Parse("""{"overall":[90000,900000],"read":[90000,900000]}"""),
            ["athletes"] = new JsonArray([
                .. expected.Select(
                    (activities, athlete) =>
                        new JsonObject
                        {
                            ["id"] = 700 + athlete,
                            ["firstname"] = "Anna",
                            ["code"] = Code(athlete),
                            ["tokens"] = new JsonObject
                            {
                                ["access"] = $"sesame-access-{athlete}",
                                ["refresh"] = $"sesame-refresh-{athlete}",
                            },
                            ["activities"] = new JsonArray([
                                .. activities.Values.Select(activity => activity.DeepClone()),
                            ]),
                        }
                ),
            ]),
        };

    private static async Task ChangeAsync(
        StravaSimulator strava,
        Dictionary<long, JsonObject> expected,
        int athlete,
        long next,
        Random random
    )
    {
        var deleted = expected.Keys.ElementAt(random.Next(expected.Count));
        expected.Remove(deleted);
        await strava.SendCommandAsync("delete", new JsonObject { ["athlete"] = 700 + athlete, ["activity"] = deleted });
        var edited = expected.Values.ElementAt(random.Next(expected.Count));
        edited["name"] = $"Edited {next}";
        var added = SimulatedSyncFixture.CreateRun(
            next,
            DateTimeOffset.Parse((string)edited["start_date"]!, CultureInfo.InvariantCulture).AddHours(5),
            "New"
        );
        expected[next] = added;
        foreach (var activity in new[] { edited, added })
        {
            await strava.SendCommandAsync(
                "activities",
                new JsonObject { ["athlete"] = 700 + athlete, ["activity"] = activity.DeepClone() }
            );
        }
    }

    private (Database Database, SecretProtector Protector) CreateParts()
    {
        var settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, "data") },
        };
        return (new Database(settings, TimeProvider.System), new SecretProtector(settings, TimeProvider.System));
    }

    /// <summary>Saves tokens for a new athlete; reconnects a locked-out athlete with the code.</summary>
    private async Task<StoredTokens> ConnectAsync(
        string settings,
        int athlete,
        (Database Database, SecretProtector Protector) parts
    )
    {
        if (FindTokens(parts, athlete) is null)
        {
            var tokens = new StoredTokens
            {
                SourceAthleteId = $"{700 + athlete}",
                AccessToken = $"sesame-access-{athlete}",
                RefreshToken = $"sesame-refresh-{athlete}",
                ExpiresAt = _start,
                Scope = "read,activity:read_all",
            };
            SaveExpired(parts, athlete, tokens);
            return tokens;
        }

        var connected = await DaemonProcess.RunCommandAsync([
            "connect",
            "strava",
            "--athlete",
            Name(athlete),
            "--code",
            Code(athlete),
            "--config",
            settings,
        ]);
        _output.Add(connected.Out + connected.Error);
        Assert.True(connected.ExitCode == 0, connected.Error);
        return FindTokens(parts, athlete)!;
    }

    private StoredTokens? FindTokens((Database Database, SecretProtector Protector) parts, int athlete)
    {
        using var connection = parts.Database.Open();
        var tokens = TokenRepository.Find(
            connection,
            parts.Protector,
            AthleteRepository.GetOrAddId(connection, Name(athlete), TimeProvider.System),
            "strava"
        );
        if (tokens is not null)
        {
            _secrets.UnionWith([tokens.AccessToken, tokens.RefreshToken]);
        }

        return tokens;
    }

    /// <summary>Saves tokens as expired, so that the next sync refreshes them.</summary>
    private static void SaveExpired(
        (Database Database, SecretProtector Protector) parts,
        int athlete,
        StoredTokens tokens
    )
    {
        using var connection = parts.Database.Open();
        TokenRepository.Save(
            connection,
            parts.Protector,
            AthleteRepository.GetOrAddId(connection, Name(athlete), TimeProvider.System),
            "strava",
            tokens with
            {
                ExpiresAt = DateTimeOffset.UnixEpoch,
            },
            TimeProvider.System
        );
    }

    private static void AssertComplete(
        (Database Database, SecretProtector Protector) parts,
        int athlete,
        Dictionary<long, JsonObject> expected,
        string context
    )
    {
        using var connection = parts.Database.Open();
        var rows = RecordingRepository.GetBySource(
            connection,
            AthleteRepository.GetOrAddId(connection, Name(athlete), TimeProvider.System),
            "strava"
        );
        Assert.True(
            rows.Select(row => $"{row.SourceId} {row.Name}")
                .Order()
                .SequenceEqual(expected.Select(row => $"{row.Key} {row.Value["name"]}").Order()),
            context
        );
        Assert.Equal("ok", connection.ExecuteScalar<string>("PRAGMA integrity_check"));
    }

    private string Settings(StravaSimulator strava) =>
        $$"""
            {
              "ActivitySync": {"DataDirectory": {{JsonSerializer.Serialize(
                Path.Combine(_directory, "data")
            )}}, "Listen": ""},
              "Athletes": [{{string.Join(
                ',',
                Enumerable.Range(0, Athletes).Select(i =>
                    $$"""
                    { "Name": "{{Name(i)}}", "Email": "{{Name(i)}}@example.org", "TimeZone": "Europe/Paris",
                      "Sources": {"Strava": true} }
                    """
                )
            )}}],
              "Strava": {
                "ClientId": "1001", "ClientSecret": "sim-secret",
                "ApiUrl": "{{strava.ApiUrl}}", "OAuthUrl": "{{strava.OAuthUrl}}"}
            }
            """;
}
