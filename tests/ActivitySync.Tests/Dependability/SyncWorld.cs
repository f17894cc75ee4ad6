using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ActivitySync.Intake;
using ActivitySync.Operations;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;
using ActivitySync.Store;
using ActivitySync.Tests.RealParts;
using ActivitySync.Tests.Sources.Strava;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Dependability;

/// <summary>
/// Runners whose activities the stand-in holds, the rooms that sync them, one clock for both, and what is true of each
/// runner, to hold the store against.
/// </summary>
internal sealed class SyncWorld : IDisposable
{
    public const string Secret = "sesame-client-secret";

    private const int FirstId = 500;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-dep-").FullName;
    private readonly List<Dictionary<long, JsonObject>> _truth = [];
    private readonly HashSet<string> _secrets = [Secret];
    private readonly Dictionary<int, long> _ids = [];
    private readonly StringBuilder _told = new();
    private ServiceProvider _services;

    public SyncWorld(int athletes, DateTimeOffset start, Func<int, IEnumerable<JsonObject>> activities, JsonNode? limits = null)
    {
        Clock = new HurriedClock(start);
        Now = start;
        for (var i = 0; i < athletes; i++) _truth.Add(activities(i).ToDictionary(activity => (long)activity["id"]!));
        Strava = StravaStandIn.Start(new JsonObject
        {
            ["clientSecret"] = Secret,
            ["now"] = Written(start),
            ["limits"] = limits ?? JsonNode.Parse("""{"overall":[900000,9000000],"read":[900000,9000000]}"""),
            ["athletes"] = new JsonArray([.. Enumerable.Range(0, athletes).Select(i => new JsonObject
            {
                ["id"] = FirstId + i,
                ["firstname"] = $"Runner {i}",
                ["code"] = $"sesame-code-{i}",
                ["tokens"] = new JsonObject
                {
                    ["access"] = $"sesame-access-{i}",
                    ["refresh"] = $"sesame-refresh-{i}",
                    ["expiresAt"] = Written(start.AddHours(6)),
                },
                ["activities"] = new JsonArray([.. _truth[i].Values.Select(activity => activity.DeepClone())]),
            })]),
        });
        Settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            Athletes = [.. Enumerable.Range(0, athletes).Select(i => new AthleteSettings
            {
                Name = $"runner-{i}",
                Email = $"runner-{i}@example.org",
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
                Sources = new AthleteSources { Strava = true },
            })],
            Strava = new StravaSettings
            {
                ClientId = "1001",
                ClientSecret = Secret,
                ApiUrl = new Uri(Strava.ApiUrl),
                OAuthUrl = new Uri(Strava.OAuthUrl),
            },
        };
        _services = Build();
        for (var i = 0; i < athletes; i++)
        {
            using var store = Use<Database>().Open();
            Tokens.Save(
                store,
                Use<SecretBox>(),
                IdOf(i),
                "strava",
                new StoredTokens
                {
                    SourceAthleteId = $"{FirstId + i}",
                    AccessToken = $"sesame-access-{i}",
                    RefreshToken = $"sesame-refresh-{i}",
                    ExpiresAt = start.AddHours(6),
                    Scope = "read,activity:read_all",
                },
                Clock);
            _secrets.Add($"sesame-code-{i}");
        }
    }

    public HurriedClock Clock { get; }

    /// <summary>The true time, which the stand-in goes by; ours may differ.</summary>
    public DateTimeOffset Now { get; private set; }

    public StravaStandIn Strava { get; }

    public AppSettings Settings { get; private set; }

    public LinesLogged Log { get; } = new();

    public string DataDirectory => _directory;

    public T Use<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>The program ends and starts again, with other settings if wanted.</summary>
    public void Restart(Func<StravaSettings, StravaSettings>? change = null)
    {
        if (change is not null) Settings = Settings with { Strava = change(Settings.Strava) };
        _services.Dispose();
        _services = Build();
    }

    /// <summary>Time passes, there and here; our clock is off by so much.</summary>
    public async Task MoveToAsync(DateTimeOffset now, TimeSpan skew = default)
    {
        Now = now;
        await Strava.OrderAsync("clock", new JsonObject { ["now"] = Written(now) });
        Clock.AdjustTime(now + skew);
    }

    public async Task PutAsync(int athlete, JsonObject activity)
    {
        _truth[athlete][(long)activity["id"]!] = activity;
        await Strava.OrderAsync("activities", new JsonObject { ["athlete"] = FirstId + athlete, ["activity"] = activity.DeepClone() });
    }

    public async Task DeleteAsync(int athlete, long id)
    {
        _truth[athlete].Remove(id);
        await Strava.OrderAsync("delete", new JsonObject { ["athlete"] = FirstId + athlete, ["activity"] = id });
    }

    public Task FaultAsync(params JsonObject[] faults) => Strava.OrderAsync("faults", new JsonArray([.. faults.Select(fault => fault.DeepClone())]));

    public Task RevokeAsync(int athlete) => Strava.OrderAsync("revoke", new JsonObject { ["athlete"] = FirstId + athlete });

    /// <summary>The runner connects again.</summary>
    public Task ReconnectAsync(int athlete) => Use<StravaAuthorisation>().CompleteAsync(
        Settings.Athletes[athlete], new AuthorisationAnswer($"sesame-code-{athlete}", ""), CancellationToken.None);

    public async Task<SyncReport> SyncAsync(int athlete, SyncDepth depth = SyncDepth.Full)
    {
        var reports = await Use<SyncAthlete>().SyncAsync(Settings.Athletes[athlete], depth, CancellationToken.None);
        Hear(reports);
        return Assert.Single(reports);
    }

    /// <summary>One firing of the schedule.</summary>
    public Task TickAsync() => Use<SyncRunners>().SyncAsync(SourceName.Strava, CancellationToken.None);

    public IReadOnlyCollection<JsonObject> True(int athlete) => _truth[athlete].Values;

    /// <summary>What Strava would show of a runner now.</summary>
    public SortedSet<string> Shown(int athlete, DateTimeOffset from) =>
        [.. _truth[athlete].Values
            .Where(activity => activity["_visibleFrom"] is not { } visible || Read(visible) <= Now)
            .Where(activity => Read(activity["start_date"]!) > from)
            .Select(activity => Line((long)activity["id"]!, (string)activity["name"]!, (double)activity["distance"]!, Read(activity["start_date"]!).ToUnixTimeSeconds()))];

    /// <summary>What the store holds of a runner.</summary>
    public SortedSet<string> Held(int athlete, DateTimeOffset from)
    {
        using var store = Use<Database>().Open();
        return [.. Recordings.OfSource(store, IdOf(athlete), "strava")
            .Where(row => row.StartedAt > from.ToUnixTimeSeconds())
            .Select(row => Line(long.Parse(row.SourceId, CultureInfo.InvariantCulture), row.Name, row.DistanceMeters ?? 0, row.StartedAt))];
    }

    /// <summary>Nothing missing, nothing left over, nothing old.</summary>
    public void AssertWhole(int athlete, DateTimeOffset from, string when)
    {
        var (shown, held) = (Shown(athlete, from), Held(athlete, from));
        Assert.True(
            shown.SetEquals(held),
            $"{when}: runner-{athlete} lacks [{string.Join("; ", shown.Except(held).Take(3))}], holds besides [{string.Join("; ", held.Except(shown).Take(3))}]");
    }

    public SyncRow? Last(int athlete)
    {
        using var store = Use<Database>().Open();
        return Syncs.Find(store, IdOf(athlete), "strava");
    }

    /// <summary>The runner's tokens as they stand; from now on they may be read nowhere.</summary>
    public StoredTokens? TokensOf(int athlete)
    {
        using var store = Use<Database>().Open();
        var held = Tokens.Find(store, Use<SecretBox>(), IdOf(athlete), "strava");
        if (held is null) return null;
        _secrets.Add(held.AccessToken);
        _secrets.Add(held.RefreshToken);
        return held;
    }

    /// <summary>Keeps what the program said, to search it at the end.</summary>
    public void Hear(string said) => _told.AppendLine(said);

    /// <summary>No secret in any log, report or JSON.</summary>
    public void AssertNothingTold()
    {
        for (var i = 0; i < Settings.Athletes.Count; i++) TokensOf(i);
        foreach (var line in Log.Lines) _told.AppendLine(line);
        _told.AppendLine(Settings.ToString());
        var told = _told.ToString();
        foreach (var secret in _secrets) Assert.DoesNotContain(secret, told, StringComparison.Ordinal);
    }

    public long IdOf(int athlete)
    {
        if (_ids.TryGetValue(athlete, out var known)) return known;
        using var store = Use<Database>().Open();
        return _ids[athlete] = Athletes.IdOf(store, $"runner-{athlete}", Clock);
    }

    public void Dispose()
    {
        _services.Dispose();
        Strava.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A run as Strava lists it.</summary>
    public static JsonObject Run(long id, DateTimeOffset start, string name, double kilometres = 10, DateTimeOffset? visibleFrom = null)
    {
        var run = new JsonObject
        {
            ["id"] = id,
            ["name"] = name,
            ["sport_type"] = "Run",
            ["distance"] = kilometres * 1000,
            ["moving_time"] = (int)(kilometres * 330),
            ["elapsed_time"] = (int)(kilometres * 340),
            ["start_date"] = Written(start),
            ["start_date_local"] = Written(start.AddHours(1)),
        };
        if (visibleFrom is { } visible) run["_visibleFrom"] = Written(visible);
        return run;
    }

    private static string Written(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static DateTimeOffset Read(JsonNode written) => DateTimeOffset.Parse((string)written!, CultureInfo.InvariantCulture);

    private static string Line(long id, string name, double meters, long start) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {name} {meters:F0} {start}");

    private void Hear(IReadOnlyList<SyncReport> reports)
    {
        foreach (var report in reports) Hear(report.ToString());
        Hear(ActivitySync.Commands.SyncCommand.Json(reports));
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddRooms(Settings, Clock)
        .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
        .BuildServiceProvider();
}
