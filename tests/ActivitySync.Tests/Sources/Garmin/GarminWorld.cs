using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Store;
using ActivitySync.Tests.Sources.Strava;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Sources.Garmin;

/// <summary>A runner with a key, the stand-in for Garmin, and the rooms that read from it into a store of their own.</summary>
internal sealed class GarminWorld : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly ServiceProvider _services;

    private GarminWorld(GarminStandIn garmin)
    {
        Garmin = garmin;
        Settings = new AppSettings
        {
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            Athletes = [Anna],
            Garmin = new GarminSettings { ApiUrl = garmin.Address },
            Mail = new MailSettings { From = "recovery@example.org" },
        };
        _services = new ServiceCollection()
            .AddRooms(Settings, Clock)
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .BuildServiceProvider();
    }

    public static AthleteSettings Anna { get; } = new()
    {
        Name = "anna",
        Email = "anna@example.org",
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        Sources = new AthleteSources { Garmin = true },
        GarminApiKey = GarminStandIn.Key,
    };

    public GarminStandIn Garmin { get; }

    public HurriedClock Clock { get; } = new(Now);

    public AppSettings Settings { get; }

    public LinesLogged Log { get; } = new();

    public static async Task<GarminWorld> StartAsync() => new(await GarminStandIn.StartAsync());

    public T Use<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<SyncReport> SyncAsync(SyncDepth depth = SyncDepth.Full) =>
        Assert.Single(await Use<SyncAthlete>().SyncAsync(Anna, depth, CancellationToken.None));

    public IReadOnlyList<HeldActivity> Held
    {
        get
        {
            using var store = Use<Database>().Open();
            return HeldActivities.Of(store, AthleteId);
        }
    }

    public long AthleteId
    {
        get
        {
            using var store = Use<Database>().Open();
            return Athletes.IdOf(store, "anna", Clock);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Garmin.DisposeAsync();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }
}
