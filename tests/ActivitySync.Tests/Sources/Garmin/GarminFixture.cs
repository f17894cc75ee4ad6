using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ActivitySync.Tests.Sources.Garmin;

/// <summary>
/// An athlete with a key, a fake Garmin server, and the services that sync from it into a database of their own.
/// </summary>
internal sealed class GarminFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;
    private readonly ServiceProvider _services;

    private GarminFixture(GarminServerFixture garmin)
    {
        Garmin = garmin;
        Settings = new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            FileAthletes = [Anna],
            SourceSettings = [new GarminSettings { ApiUrl = garmin.Address }],
            Mail = new MailSettings { From = "recovery@example.org" },
        };
        _services = new ServiceCollection()
            .AddActivitySync(Settings, Clock)
            .AddLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .BuildServiceProvider();
    }

    public static AthleteSettings Anna { get; } =
        new()
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
            Sources = CreateSources(),
        };

    /// <summary>Garmin alone, with the key that the server accepts.</summary>
    public static AthleteSources CreateSources() =>
        new()
        {
            Enabled = [SourceNames.Garmin],
            Secrets = new Dictionary<string, string> { ["GarminApiKey"] = GarminServerFixture.Key },
        };

    public GarminServerFixture Garmin { get; }

    public FastForwardClock Clock { get; } = new(Now);

    public AppSettings Settings { get; }

    public LogCapture Log { get; } = new();

    public static async Task<GarminFixture> StartAsync() => new(await GarminServerFixture.StartAsync());

    public T Use<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public async Task<SyncReport> SyncAsync(SyncDepth depth = SyncDepth.Full) =>
        Assert.Single(await Use<SyncService>().SyncAllAsync(Anna, depth, CancellationToken.None));

    public IReadOnlyList<StoredActivity> StoredActivities
    {
        get
        {
            using var connection = Use<Database>().Open();
            return StoredActivityLoader.Load(connection, AthleteId);
        }
    }

    public long AthleteId
    {
        get
        {
            using var connection = Use<Database>().Open();
            return AthleteRepository.GetOrAddId(connection, "anna", Clock);
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
