using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources.IntervalsIcu;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Sources.IntervalsIcu;

/// <summary>
/// Athletes with activities in the stand-in for intervals.icu, the services that sync them, one clock for both, and
/// the expected activities of each athlete, to compare the database with.
/// </summary>
internal sealed class IntervalsFixture : IDisposable
{
    private const string SourceColumn = "intervals";

    /// <summary>All athletes of the fixture live there.</summary>
    public static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-intervals-").FullName;
    private readonly List<Dictionary<string, JsonObject>> _expected = [];
    private readonly List<string> _keys = [];
    private readonly StringBuilder _output = new();
    private ServiceProvider _services;
    private SortedSet<string> _expectedCalendar = [];

    public IntervalsFixture(
        DateTimeOffset start,
        int athletes = 1,
        Func<int, IEnumerable<JsonObject>>? activities = null,
        int? maxRows = null
    )
    {
        Clock = new FastForwardClock(start);
        Now = start;
        for (var i = 0; i < athletes; i++)
        {
            _expected.Add((activities?.Invoke(i) ?? []).ToDictionary(GetId));
            _keys.Add($"sesame-intervals-key-{i}");
        }

        var world = new JsonObject
        {
            ["now"] = FormatInstant(start),
            ["limit"] = 1_000_000,
            ["athletes"] = new JsonArray([
                .. Enumerable
                    .Range(0, athletes)
                    .Select(i => new JsonObject
                    {
                        ["id"] = GetAccount(i),
                        ["key"] = _keys[i],
                        ["timezone"] = Zone.Id,
                        ["activities"] = new JsonArray([.. _expected[i].Values.Select(row => row.DeepClone())]),
                    }),
            ]),
        };
        if (maxRows is { } rows)
        {
            world["maxRows"] = rows;
        }

        Service = IntervalsSimulator.Start(world);
        Settings = CreateSettings();
        _services = Build();
    }

    public FastForwardClock Clock { get; }

    /// <summary>The time of the stand-in and of <see cref="Clock"/>.</summary>
    public DateTimeOffset Now { get; private set; }

    public IntervalsSimulator Service { get; }

    public AppSettings Settings { get; private set; }

    public LogCapture Log { get; } = new();

    public AthleteSettings Anna => Settings.FileAthletes[0];

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Builds all services again, as after a restart.</summary>
    public void Restart()
    {
        _services.Dispose();
        Settings = CreateSettings();
        _services = Build();
    }

    public async Task MoveToAsync(DateTimeOffset now)
    {
        Now = now;
        await Service.SendCommandAsync("clock", new JsonObject { ["now"] = FormatInstant(now) });
        Clock.AdjustTime(now);
    }

    public async Task PutAsync(int athlete, JsonObject activity)
    {
        _expected[athlete][GetId(activity)] = activity;
        await Service.SendCommandAsync(
            "activity",
            new JsonObject { ["athlete"] = GetAccount(athlete), ["activity"] = activity.DeepClone() }
        );
    }

    public async Task DeleteAsync(int athlete, string id)
    {
        _expected[athlete].Remove(id);
        await Service.SendCommandAsync(
            "delete",
            new JsonObject { ["athlete"] = GetAccount(athlete), ["activity"] = id }
        );
    }

    public Task FaultAsync(params JsonObject[] faults) =>
        Service.SendCommandAsync("faults", new JsonArray([.. faults.Select(fault => fault.DeepClone())]));

    public Task SetEventsAsync(int athlete, params JsonObject[] events) =>
        Service.SendCommandAsync(
            "events",
            new JsonObject { ["athlete"] = GetAccount(athlete), ["events"] = new JsonArray([.. events]) }
        );

    public Task SetWellnessAsync(int athlete, params JsonObject[] days) =>
        Service.SendCommandAsync(
            "wellness",
            new JsonObject { ["athlete"] = GetAccount(athlete), ["wellness"] = new JsonArray([.. days]) }
        );

    /// <summary>Changes the calendar of the first athlete at random: two races, an illness, an injury.</summary>
    public async Task ChangeCalendarAsync(Random random)
    {
        var today = DateOnly.FromDateTime(Now.UtcDateTime);
        var race = today.AddDays(random.Next(10, 500));
        var sick = today.AddDays(-random.Next(5, 20));
        await SetEventsAsync(
            0,
            CreateEvent(1, "RACE_A", race, name: "City Marathon", distance: 42195),
            CreateEvent(2, "RACE_C", race.AddDays(-5), name: $"Parkrun {random.Next(100)}"),
            CreateEvent(3, "SICK", sick, sick.AddDays(3), "Flu"),
            CreateEvent(4, "INJURED", sick.AddDays(1)),
            CreateEvent(5, "NOTE", race)
        );
        await SetWellnessAsync(
            0,
            new JsonObject
            {
                ["id"] = FormatDay(sick),
                ["injury"] = random.Next(1, 5),
                ["restingHR"] = 48,
            }
        );
        _expectedCalendar =
        [
            $"{FormatDay(race)} City Marathon A",
            FormatDay(race.AddDays(-5)),
            .. Enumerable.Range(0, 3).Select(day => $"ill {FormatDay(sick.AddDays(day))}"),
        ];
    }

    /// <summary>What the calendar of the first athlete lists.</summary>
    public SortedSet<string> GetExpectedCalendar() => _expectedCalendar;

    /// <summary>What the database has of it.</summary>
    public SortedSet<string> GetStoredCalendar()
    {
        using var connection = Get<Database>().Open();
        var id = GetAthleteId();
        return
        [
            .. RaceRepository
                .GetAll(connection, id)
                .Select(row =>
                    row.Value.Importance == Importance.A
                        ? $"{FormatDay(row.Value.Date)} {row.Value.Name} A"
                        : FormatDay(row.Value.Date)
                ),
            .. IllnessRepository.GetAll(connection, id).Select(row => $"ill {FormatDay(row.Value.Date)}"),
        ];
    }

    public void AssertCalendarComplete(string when)
    {
        var stored = GetStoredCalendar();
        Assert.True(
            _expectedCalendar.SetEquals(stored),
            $"{when}: the calendar is [{string.Join("; ", stored)}], not [{string.Join("; ", _expectedCalendar)}]"
        );
    }

    /// <summary>Creates an event; its end is exclusive.</summary>
    public static JsonObject CreateEvent(
        int id,
        string category,
        DateOnly from,
        DateOnly? end = null,
        string? name = null,
        double? distance = null
    ) =>
        new()
        {
            ["id"] = id,
            ["category"] = category,
            ["name"] = name,
            ["start_date_local"] = $"{FormatDay(from)}T00:00:00",
            ["end_date_local"] = $"{FormatDay(end ?? from.AddDays(1))}T00:00:00",
            ["distance_target"] = distance,
        };

    /// <summary>Replaces a key at the service; <see cref="Restart"/> makes the program use it.</summary>
    public Task ChangeKeyAsync(int athlete)
    {
        _keys[athlete] += "-new";
        return Service.SendCommandAsync(
            "key",
            new JsonObject { ["athlete"] = GetAccount(athlete), ["key"] = _keys[athlete] }
        );
    }

    public async Task<SyncReport> SyncAsync(int athlete = 0, SyncDepth depth = SyncDepth.Full)
    {
        var reports = await Get<SyncService>()
            .SyncAllAsync(Settings.FileAthletes[athlete], depth, CancellationToken.None);
        foreach (var report in reports)
        {
            _output.AppendLine(report.ToString());
        }

        _output.AppendLine(ActivitySync.Commands.SyncCommand.FormatJson(reports));
        return Assert.Single(reports);
    }

    /// <summary>Runs one sync of the schedule.</summary>
    public Task RunScheduleAsync() =>
        Get<SyncScheduler>().SyncSourceAsync(SourceNames.Intervals, CancellationToken.None);

    public async Task<int> CountRequestsAsync() => (int)(await Service.GetStatsAsync())["requests"]!;

    public IReadOnlyCollection<JsonObject> GetExpectedActivities(int athlete) => _expected[athlete].Values;

    public IReadOnlyList<StoredActivity> GetStoredActivities(int athlete = 0)
    {
        using var connection = Get<Database>().Open();
        return StoredActivityLoader.Load(connection, GetAthleteId(athlete));
    }

    /// <summary>What the service lists of an athlete, one line per activity.</summary>
    public SortedSet<string> GetExpectedLines(int athlete, DateTimeOffset from) =>
        [
            .. _expected[athlete]
                .Values.Where(row => (string?)row["source"] != "STRAVA")
                .Select(row =>
                    (Row: row, Start: DateTimeOffset.Parse((string)row["start_date"]!, CultureInfo.InvariantCulture))
                )
                .Where(pair => pair.Start > from)
                .Select(pair =>
                    FormatLine(
                        GetId(pair.Row),
                        (string)pair.Row["name"]!,
                        (double)pair.Row["distance"]!,
                        pair.Start.ToUnixTimeSeconds()
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
                .GetBySource(connection, GetAthleteId(athlete), SourceColumn)
                .Where(row => row.StartedAt > from.ToUnixTimeSeconds())
                .Select(row => FormatLine(row.SourceId, row.Name, row.DistanceMeters ?? 0, row.StartedAt)),
        ];
    }

    /// <summary>Asserts that the database has exactly what the service lists.</summary>
    public void AssertComplete(int athlete, DateTimeOffset from, string when)
    {
        var (expected, stored) = (GetExpectedLines(athlete, from), GetStoredLines(athlete, from));
        Assert.True(
            expected.SetEquals(stored),
            $"{when}: athlete-{athlete} lacks [{string.Join("; ", expected.Except(stored).Take(3))}] "
                + $"and has the unexpected [{string.Join("; ", stored.Except(expected).Take(3))}]"
        );
    }

    public SyncStateRow? FindSyncState(int athlete = 0)
    {
        using var connection = Get<Database>().Open();
        return SyncStateRepository.Find(connection, GetAthleteId(athlete), SourceColumn);
    }

    /// <summary>Asserts that no log, report or JSON output has a key, and that no key left the header.</summary>
    public async Task AssertNoSecretWrittenAsync()
    {
        foreach (var line in Log.Lines)
        {
            _output.AppendLine(line);
        }

        _output.AppendLine(Settings.ToString());
        Assert.DoesNotContain("sesame-intervals-key", _output.ToString(), StringComparison.Ordinal);
        Assert.Empty((await Service.GetStatsAsync())["violations"]!.AsArray());
    }

    public long GetAthleteId(int athlete = 0)
    {
        using var connection = Get<Database>().Open();
        return AthleteRepository.GetOrAddId(connection, Settings.FileAthletes[athlete].Name, Clock);
    }

    public void Dispose()
    {
        _services.Dispose();
        Service.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Creates a run as intervals.icu lists it.</summary>
    public static JsonObject CreateRun(
        string id,
        DateTimeOffset start,
        string name = "Morning Run",
        double kilometers = 10,
        string source = "COROS"
    ) =>
        new()
        {
            ["id"] = id,
            ["name"] = name,
            ["type"] = "Run",
            ["distance"] = kilometers * 1000,
            ["moving_time"] = (int)(kilometers * 330),
            ["elapsed_time"] = (int)(kilometers * 340),
            ["start_date"] = FormatInstant(start),
            ["start_date_local"] = TimeZoneInfo
                .ConvertTime(start, Zone)
                .ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            ["source"] = source,
        };

    private static string FormatDay(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string GetAccount(int athlete) => $"i{700 + athlete}";

    private static string GetId(JsonObject activity) => (string)activity["id"]!;

    private static string FormatInstant(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string FormatLine(string id, string name, double meters, long start) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {name} {meters:F0} {start}");

    private AppSettings CreateSettings() =>
        new()
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            FileAthletes =
            [
                .. _keys.Select(
                    (key, i) =>
                        new AthleteSettings
                        {
                            Name = $"athlete-{i}",
                            Email = $"athlete-{i}@example.org",
                            TimeZone = Zone,
                            Sources = new AthleteSources
                            {
                                Enabled = [SourceNames.Intervals],
                                Secrets = new Dictionary<string, string> { ["IntervalsApiKey"] = key },
                            },
                        }
                ),
            ],
            SourceSettings = [new IntervalsSettings { ApiUrl = Service.ApiUrl }],
            Mail = new MailSettings { From = "recovery@example.org" },
        };

    private ServiceProvider Build() =>
        new ServiceCollection()
            .AddActivitySync(Settings, Clock)
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .BuildServiceProvider();
}
