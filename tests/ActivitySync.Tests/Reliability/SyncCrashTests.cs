using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Infrastructure;
using Dapper;

namespace ActivitySync.Tests.Reliability;

/// <summary>The process is killed (SIGKILL) in the middle of syncs and token refreshes, and started again.</summary>
public sealed class SyncCrashTests : IDisposable
{
    private const int Runs = 60;

    /// <summary>Anywhere, while new tokens are asked for, while the list is read.</summary>
    private const int Modes = 3;

    private static readonly int Athletes = TestScale.Choose(8, 250); // each can be locked out once: the stand-in has one code for each

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-kill-").FullName;
    private readonly DateTimeOffset _start = TimeProvider.System.GetUtcNow();
    private readonly List<string> _output = [];
    private readonly HashSet<string> _secrets = ["sim-secret"];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Killed_at_any_moment_nothing_is_lost_or_doubled_and_a_lost_key_is_told()
    {
        var dice = TestScale.CreateRandom();
        var truth = Enumerable.Range(0, Athletes).Select(Activities).ToList();
        using var strava = StravaSimulator.Start(CreateSimulatorWorld(truth));
        var settings = Path.Combine(_directory, "appsettings.json");
        await File.WriteAllTextAsync(settings, Settings(strava));
        var parts = CreateParts();
        var (athlete, lockedOut, tokenKept) = (0, 0, 0);
        var hits = new int[Modes];
        var next = 900_000_000L;
        var whole = TimeSpan.FromSeconds(1);
        var kills = TestScale.Choose(8, 300);
        for (var kill = 0; kill < kills; kill++)
        {
            var held = FindTokens(parts, athlete) ?? await ConnectAsync(settings, athlete, parts);
            AssertRenewable(parts, athlete, held);
            await strava.SendCommandAsync("clock", new JsonObject { ["advanceSeconds"] = 6 * 3600 });
            await ChangeAsync(strava, truth[athlete], athlete, next++, dice);
            var before = (int)(await strava.GetStatsAsync())["tokenRefreshes"]!;
            var mode = kill % Modes;
            var asked = mode == 1 ? "oauth/token" : "athlete/activities";
            await strava.SendCommandAsync(
                "faults",
                kill < Modes
                    ? new JsonArray(
                        new JsonObject
                        {
                            ["path"] = asked,
                            ["do"] = "hang",
                            ["seconds"] = 60,
                            ["count"] = 100,
                        }
                    ) // the first of each mode finds a living process, however fast or slow the machine is
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
            var wait = TimeSpan.FromMilliseconds(dice.Next(120));
            var early = whole * dice.NextDouble();
            var path = mode == 1 ? "/oauth/token" : "/api/v3/athlete/activities";
            var soFar = await CountRequestsAsync(strava, path);
            var (wasAlive, said) = await DaemonProcess.RunAndKillAsync(sync, ended =>
                mode == 0 ? Task.Delay(early, ended) : WaitForRequestAsync(strava, path, soFar, wait, ended)
            );
            _output.Add(said);
            hits[mode] += wasAlive ? 1 : 0;
            await strava.SendCommandAsync("faults", new JsonArray());
            var isKept = FindTokens(parts, athlete)!.RefreshToken != held.RefreshToken;
            tokenKept += isKept ? 1 : 0;

            var watch = Stopwatch.StartNew();
            var again = await DaemonProcess.RunCommandAsync(sync);
            whole = watch.Elapsed;
            _output.Add(again.Out + again.Error);

            var what = $"kill {kill}, mode {mode}: exit {again.ExitCode}\n{again.Error}";
            if (again.ExitCode == (int)ExitCode.ActionRequired)
            {
                // Strava had acted, and the process died before the new token was on the disk: nobody could know it.
                Assert.False(isKept, what);
                Assert.Equal(1, (int)(await strava.GetStatsAsync())["tokenRefreshes"]! - before);
                Assert.Contains($"connect strava --athlete {Name(athlete)}", again.Error, StringComparison.Ordinal);
                await ConnectAsync(settings, athlete, parts);
                again = await DaemonProcess.RunCommandAsync(sync);
                lockedOut++;
            }

            Assert.True(again.ExitCode == 0, what);
            AssertComplete(parts, athlete, truth[athlete], what);
            FindTokens(parts, athlete);
            if (lockedOut > athlete)
            {
                athlete = lockedOut;
            }

            Assert.True(athlete < Athletes, "more were locked out than the test has runners for");
        }

        TestScale.WriteLine(
            $"{kills} kills, {string.Join(" + ", hits)} of a living process, {tokenKept} after the new token was kept, {lockedOut} locked out and told with exit code 4"
        );
        Assert.DoesNotContain(0, hits);
        var objections = (await strava.GetStatsAsync())["violations"]!
            .AsArray()
            .Select(objection => (string)objection!)
            .ToList();
        Assert.True(objections.Count <= lockedOut, string.Join('\n', objections));
        Assert.All(_secrets, secret =>
            Assert.All(_output, said => Assert.DoesNotContain(secret, said, StringComparison.Ordinal))
        );
    }

    private static string Name(int athlete) => $"runner-{athlete}";

    private static string Code(int athlete) => $"sesame-code-{athlete}";

    private static async Task WaitForRequestAsync(
        StravaSimulator strava,
        string path,
        int soFar,
        TimeSpan wait,
        CancellationToken ended
    )
    {
        while (await CountRequestsAsync(strava, path) == soFar)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), ended); // between two looks at another process
        }

        await Task.Delay(wait, ended);
    }

    private static async Task<int> CountRequestsAsync(StravaSimulator strava, string path) =>
        (await strava.GetStatsAsync())["byPath"]![path]?.GetValue<int>() ?? 0;

    private Dictionary<long, JsonObject> Activities(int athlete) =>
        Enumerable
            .Range(1, Runs)
            .Select(i => SimulatedSyncFixture.CreateRun((athlete * 1000) + i, _start.AddHours(-i * 48), $"Run {i}"))
            .ToDictionary(activity => (long)activity["id"]!);

    private JsonObject CreateSimulatorWorld(List<Dictionary<long, JsonObject>> truth) =>
        new()
        {
            ["now"] = _start.UtcDateTime.ToString(
                "yyyy-MM-ddTHH:mm:ssZ",
                System.Globalization.CultureInfo.InvariantCulture
            ),
            ["limits"] = JsonNode.Parse("""{"overall":[90000,900000],"read":[90000,900000]}"""),
            ["athletes"] = new JsonArray([
                .. truth.Select(
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
        Dictionary<long, JsonObject> truth,
        int athlete,
        long next,
        Random dice
    )
    {
        var gone = truth.Keys.ElementAt(dice.Next(truth.Count));
        truth.Remove(gone);
        await strava.SendCommandAsync("delete", new JsonObject { ["athlete"] = 700 + athlete, ["activity"] = gone });
        var edited = truth.Values.ElementAt(dice.Next(truth.Count));
        edited["name"] = $"Edited {next}";
        var added = SimulatedSyncFixture.CreateRun(
            next,
            DateTimeOffset
                .Parse((string)edited["start_date"]!, System.Globalization.CultureInfo.InvariantCulture)
                .AddHours(5),
            "New"
        );
        truth[next] = added;
        foreach (var activity in new[] { edited, added })
        {
            await strava.SendCommandAsync(
                "activities",
                new JsonObject { ["athlete"] = 700 + athlete, ["activity"] = activity.DeepClone() }
            );
        }
    }

    private (Database Store, SecretProtector Box) CreateParts()
    {
        var settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = Path.Combine(_directory, "data") },
        };
        return (new Database(settings, TimeProvider.System), new SecretProtector(settings));
    }

    /// <summary>At first as if each had connected; after a lock-out by the code.</summary>
    private async Task<StoredTokens> ConnectAsync(
        string settings,
        int athlete,
        (Database Store, SecretProtector Box) parts
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
            AssertRenewable(parts, athlete, tokens);
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

    private StoredTokens? FindTokens((Database Store, SecretProtector Box) parts, int athlete)
    {
        using var connection = parts.Store.Open();
        var held = TokenRepository.Find(
            connection,
            parts.Box,
            ActivitySync.Data.AthleteRepository.GetOrAddId(connection, Name(athlete), TimeProvider.System),
            "strava"
        );
        if (held is not null)
        {
            _secrets.UnionWith([held.AccessToken, held.RefreshToken]);
        }

        return held;
    }

    /// <summary>The next sync has to renew.</summary>
    private static void AssertRenewable((Database Store, SecretProtector Box) parts, int athlete, StoredTokens tokens)
    {
        using var connection = parts.Store.Open();
        TokenRepository.Save(
            connection,
            parts.Box,
            ActivitySync.Data.AthleteRepository.GetOrAddId(connection, Name(athlete), TimeProvider.System),
            "strava",
            tokens with
            {
                ExpiresAt = DateTimeOffset.UnixEpoch,
            },
            TimeProvider.System
        );
    }

    private static void AssertComplete(
        (Database Store, SecretProtector Box) parts,
        int athlete,
        Dictionary<long, JsonObject> truth,
        string what
    )
    {
        using var connection = parts.Store.Open();
        var rows = RecordingRepository.GetBySource(
            connection,
            ActivitySync.Data.AthleteRepository.GetOrAddId(connection, Name(athlete), TimeProvider.System),
            "strava"
        );
        Assert.True(
            rows.Select(row => $"{row.SourceId} {row.Name}")
                .Order()
                .SequenceEqual(truth.Select(row => $"{row.Key} {row.Value["name"]}").Order()),
            what
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
                    $$"""{"Name": "{{Name(i)}}", "Email": "r{{i}}@example.org", "TimeZone": "Europe/Paris", "Sources": {"Strava": true} }"""
                )
            )}}],
              "Strava": {"ClientId": "1001", "ClientSecret": "sim-secret", "ApiUrl": "{{strava.ApiUrl}}", "OAuthUrl": "{{strava.OAuthUrl}}"}
            }
            """;
}
