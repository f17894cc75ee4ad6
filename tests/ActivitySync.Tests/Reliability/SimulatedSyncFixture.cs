using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Strava;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Reliability;

/// <summary>
/// Athletes with activities in the Strava stand-in, the services that sync them, one clock for both, and the expected
/// activities of each athlete, to compare the database with.
/// </summary>
internal sealed class SimulatedSyncFixture : IDisposable
{
    public const string Secret = "sesame-client-secret";

    private const int FirstId = 500;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-sync-").FullName;
    private readonly List<Dictionary<long, JsonObject>> _expected = [];
    private readonly HashSet<string> _secrets = [Secret];
    private readonly Dictionary<int, long> _ids = [];
    private readonly StringBuilder _output = new();
    private ServiceProvider _services;

    public SimulatedSyncFixture(
        int athletes,
        DateTimeOffset start,
        Func<int, IEnumerable<JsonObject>> activities,
        JsonNode? limits = null
    )
    {
        Clock = new FastForwardClock(start);
        Now = start;
        for (var i = 0; i < athletes; i++)
        {
            _expected.Add(activities(i).ToDictionary(activity => (long)activity["id"]!));
        }

        Strava = StravaSimulator.Start(
            new JsonObject
            {
                ["clientSecret"] = Secret,
                ["now"] = FormatInstant(start),
                ["limits"] = limits ?? JsonNode.Parse("""{"overall":[900000,9000000],"read":[900000,9000000]}"""),
                ["athletes"] = new JsonArray([
                    .. Enumerable
                        .Range(0, athletes)
                        .Select(i => new JsonObject
                        {
                            ["id"] = FirstId + i,
                            ["firstname"] = $"Athlete {i}",
                            ["code"] = $"sesame-code-{i}",
                            ["tokens"] = new JsonObject
                            {
                                ["access"] = $"sesame-access-{i}",
                                ["refresh"] = $"sesame-refresh-{i}",
                                ["expiresAt"] = FormatInstant(start.AddHours(6)),
                            },
                            ["activities"] = new JsonArray([
                                .. _expected[i].Values.Select(activity => activity.DeepClone()),
                            ]),
                        }),
                ]),
            }
        );
        Settings = new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            FileAthletes =
            [
                .. Enumerable
                    .Range(0, athletes)
                    .Select(i => new AthleteSettings
                    {
                        Name = $"athlete-{i}",
                        Email = $"athlete-{i}@example.org",
                        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
                        Sources = new AthleteSources { Enabled = [SourceNames.Strava] },
                    }),
            ],
            SourceSettings =
            [
                new StravaSettings
                {
                    ClientId = "1001",
                    ClientSecret = Secret,
                    ApiUrl = new Uri(Strava.ApiUrl),
                    OAuthUrl = new Uri(Strava.OAuthUrl),
                },
            ],
        };
        _services = Build();
        for (var i = 0; i < athletes; i++)
        {
            using var connection = Get<Database>().Open();
            TokenRepository.Save(
                connection,
                Get<SecretProtector>(),
                GetAthleteId(i),
                "strava",
                new StoredTokens
                {
                    SourceAthleteId = $"{FirstId + i}",
                    AccessToken = $"sesame-access-{i}",
                    RefreshToken = $"sesame-refresh-{i}",
                    ExpiresAt = start.AddHours(6),
                    Scope = "read,activity:read_all",
                },
                Clock
            );
            _secrets.Add($"sesame-code-{i}");
        }
    }

    public FastForwardClock Clock { get; }

    /// <summary>The time of the stand-in; <see cref="Clock"/> may differ from it.</summary>
    public DateTimeOffset Now { get; private set; }

    public StravaSimulator Strava { get; }

    public AppSettings Settings { get; private set; }

    public LogCapture Log { get; } = new();

    public string DataDirectory => _directory;

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Builds all services again, as after a restart, optionally with other settings.</summary>
    public void Restart(Func<StravaSettings, StravaSettings>? change = null)
    {
        if (change is not null)
        {
            Settings = Settings with { SourceSettings = [change(Settings.GetSource<StravaSettings>())] };
        }

        _services.Dispose();
        _services = Build();
    }

    /// <summary>Sets both clocks; that of the program is off by <paramref name="skew"/>.</summary>
    public async Task MoveToAsync(DateTimeOffset now, TimeSpan skew = default)
    {
        Now = now;
        await Strava.SendCommandAsync("clock", new JsonObject { ["now"] = FormatInstant(now) });
        Clock.AdjustTime(now + skew);
    }

    public async Task PutAsync(int athlete, JsonObject activity)
    {
        _expected[athlete][(long)activity["id"]!] = activity;
        await Strava.SendCommandAsync(
            "activities",
            new JsonObject { ["athlete"] = FirstId + athlete, ["activity"] = activity.DeepClone() }
        );
    }

    public async Task DeleteAsync(int athlete, long id)
    {
        _expected[athlete].Remove(id);
        await Strava.SendCommandAsync("delete", new JsonObject { ["athlete"] = FirstId + athlete, ["activity"] = id });
    }

    public Task FaultAsync(params JsonObject[] faults) =>
        Strava.SendCommandAsync("faults", new JsonArray([.. faults.Select(fault => fault.DeepClone())]));

    public Task RevokeAsync(int athlete) =>
        Strava.SendCommandAsync("revoke", new JsonObject { ["athlete"] = FirstId + athlete });

    /// <summary>Connects an athlete again.</summary>
    public Task ReconnectAsync(int athlete) =>
        Get<StravaAuthorization>()
            .CompleteAsync(
                Settings.FileAthletes[athlete],
                new AuthorizationResponse($"sesame-code-{athlete}", ""),
                CancellationToken.None
            );

    public async Task<SyncReport> SyncAsync(int athlete, SyncDepth depth = SyncDepth.Full)
    {
        var reports = await Get<SyncService>()
            .SyncAllAsync(Settings.FileAthletes[athlete], depth, CancellationToken.None);
        RecordOutput(reports);
        return Assert.Single(reports);
    }

    /// <summary>Runs one sync of the schedule.</summary>
    public Task RunScheduleAsync() => Get<SyncScheduler>().SyncSourceAsync(SourceNames.Strava, CancellationToken.None);

    public IReadOnlyCollection<JsonObject> GetExpectedActivities(int athlete) => _expected[athlete].Values;

    /// <summary>What Strava lists of an athlete now, one line per activity.</summary>
    public SortedSet<string> GetExpectedLines(int athlete, DateTimeOffset from) =>
        [
            .. _expected[athlete]
                .Values.Where(activity => activity["_visibleFrom"] is not { } visible || ParseInstant(visible) <= Now)
                .Where(activity => ParseInstant(activity["start_date"]!) > from)
                .Select(activity =>
                    FormatLine(
                        (long)activity["id"]!,
                        (string)activity["name"]!,
                        (double)activity["distance"]!,
                        ParseInstant(activity["start_date"]!).ToUnixTimeSeconds()
                    )
                ),
        ];

    /// <summary>What the database has of an athlete, one line per recording.</summary>
    public SortedSet<string> GetStoredLines(int athlete, DateTimeOffset from)
    {
        using var connection = Get<Database>().Open();
        return
        [
            .. RecordingRepository
                .GetBySource(connection, GetAthleteId(athlete), "strava")
                .Where(row => row.StartedAt > from.ToUnixTimeSeconds())
                .Select(row =>
                    FormatLine(
                        long.Parse(row.SourceId, CultureInfo.InvariantCulture),
                        row.Name,
                        row.DistanceMeters ?? 0,
                        row.StartedAt
                    )
                ),
        ];
    }

    /// <summary>Asserts that the database has exactly what Strava lists.</summary>
    public void AssertComplete(int athlete, DateTimeOffset from, string when)
    {
        var (expected, stored) = (GetExpectedLines(athlete, from), GetStoredLines(athlete, from));
        Assert.True(
            expected.SetEquals(stored),
            $"{when}: athlete-{athlete} lacks [{string.Join("; ", expected.Except(stored).Take(3))}] "
                + $"and has the unexpected [{string.Join("; ", stored.Except(expected).Take(3))}]"
        );
    }

    public SyncStateRow? FindSyncState(int athlete)
    {
        using var connection = Get<Database>().Open();
        return SyncStateRepository.Find(connection, GetAthleteId(athlete), "strava");
    }

    /// <summary>Reads an athlete's tokens, and remembers them for <see cref="AssertNoSecretWritten"/>.</summary>
    public StoredTokens? FindTokens(int athlete)
    {
        using var connection = Get<Database>().Open();
        var tokens = TokenRepository.Find(connection, Get<SecretProtector>(), GetAthleteId(athlete), "strava");
        if (tokens is null)
        {
            return null;
        }

        _secrets.Add(tokens.AccessToken);
        _secrets.Add(tokens.RefreshToken);
        return tokens;
    }

    /// <summary>Records output of the program for <see cref="AssertNoSecretWritten"/>.</summary>
    public void RecordOutput(string text) => _output.AppendLine(text);

    /// <summary>Asserts that no log, report or JSON output has a secret.</summary>
    public void AssertNoSecretWritten()
    {
        for (var i = 0; i < Settings.FileAthletes.Count; i++)
        {
            FindTokens(i);
        }

        foreach (var line in Log.Lines)
        {
            _output.AppendLine(line);
        }

        _output.AppendLine(Settings.ToString());
        var output = _output.ToString();
        foreach (var secret in _secrets)
        {
            Assert.DoesNotContain(secret, output, StringComparison.Ordinal);
        }
    }

    public long GetAthleteId(int athlete)
    {
        if (_ids.TryGetValue(athlete, out var known))
        {
            return known;
        }

        using var connection = Get<Database>().Open();
        return _ids[athlete] = AthleteRepository.GetOrAddId(connection, $"athlete-{athlete}", Clock);
    }

    public void Dispose()
    {
        _services.Dispose();
        Strava.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Creates a run as Strava lists it.</summary>
    public static JsonObject CreateRun(
        long id,
        DateTimeOffset start,
        string name,
        double kilometers = 10,
        DateTimeOffset? visibleFrom = null
    )
    {
        var run = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["sport_type"] = "Run",
            ["distance"] = kilometers * 1000,
            ["moving_time"] = (int)(kilometers * 330),
            ["elapsed_time"] = (int)(kilometers * 340),
            ["start_date"] = FormatInstant(start),
            ["start_date_local"] = FormatInstant(start.AddHours(1)),
        };
        if (visibleFrom is { } visible)
        {
            run["_visibleFrom"] = FormatInstant(visible);
        }

        return run;
    }

    private static string FormatInstant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static DateTimeOffset ParseInstant(JsonNode text) =>
        DateTimeOffset.Parse((string)text!, CultureInfo.InvariantCulture);

    private static string FormatLine(long id, string name, double meters, long start) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {name} {meters:F0} {start}");

    private void RecordOutput(IReadOnlyList<SyncReport> reports)
    {
        foreach (var report in reports)
        {
            RecordOutput(report.ToString());
        }

        RecordOutput(ActivitySync.Commands.SyncCommand.FormatJson(reports));
    }

    private ServiceProvider Build() =>
        new ServiceCollection()
            .AddActivitySync(Settings, Clock)
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .BuildServiceProvider();
}
