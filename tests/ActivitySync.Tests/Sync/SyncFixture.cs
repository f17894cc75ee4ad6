using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;
using Dapper;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Sync;

/// <summary>A database with one athlete, an adjustable clock, and made-up recordings.</summary>
internal sealed class SyncFixture : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    /// <param name="prepare">Readies the data directory before anything is in it.</param>
    public SyncFixture(Action<string>? prepare = null)
    {
        prepare?.Invoke(_directory);
        Clock = new FastForwardClock(Now);
        Settings = new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
        };
        Database = new Database(Settings, Clock);
        Reconciler = new RecordingReconciler(Database, Clock);
        using var connection = Database.Open();
        AthleteId = AthleteRepository.GetOrAddId(connection, "anna", Clock);
    }

    public FastForwardClock Clock { get; }

    public AppSettings Settings { get; }

    public Database Database { get; }

    public RecordingReconciler Reconciler { get; }

    public Leases Leases => field ??= new Leases(Database, Clock, NullLogger<Leases>.Instance);

    public long AthleteId { get; }

    /// <summary>The start of a window that holds every recording made here.</summary>
    public static DateTimeOffset LongAgo => Now.AddDays(-181);

    /// <summary>Creates a sync service that uses the sources of the test.</summary>
    public SyncService CreateSyncService(params IActivitySource[] sources) =>
        CreateSyncService(NullLogger<SyncService>.Instance, sources);

    /// <summary>The same with a log.</summary>
    public SyncService CreateSyncService(ILogger<SyncService> log, params IActivitySource[] sources) =>
        new(
            sources,
            Reconciler,
            new SourceCalendarReconciler(Database, Clock),
            new RecordingExpiration(Database, Settings, Clock),
            new SourceDataEraser(Database, Settings, Clock),
            Database,
            Clock,
            Leases,
            log
        );

    public IReadOnlyList<StoredActivity> Activities
    {
        get
        {
            using var connection = Database.Open();
            return StoredActivityLoader.Load(connection, AthleteId);
        }
    }

    public SyncChanges Reconcile(SourceName source, params SourceRecording[] listed) =>
        Reconciler.Reconcile(AthleteId, source, LongAgo, Complete(listed));

    public void Execute(string sql)
    {
        using var connection = Database.Open();
        connection.Execute(sql);
    }

    /// <summary>Deletes what came from a source.</summary>
    public int EraseSource(SourceName source) =>
        new SourceDataEraser(Database, Settings, Clock).Erase(AthleteId, source);

    public int Expire() => new RecordingExpiration(Database, Settings, Clock).Expire(AthleteId);

    public static SourceReadResult Complete(params SourceRecording[] listed) =>
        new() { Outcome = SourceOutcome.Complete, Recordings = listed };

    public static SourceRecording Strava(
        string id,
        DateTimeOffset start,
        double minutes = 60,
        string name = "Morning Run"
    ) => Recording(SourceNames.Strava, RecordingFormat.Strava, id, start, minutes, name);

    public static SourceRecording Garmin(
        string id,
        DateTimeOffset start,
        double minutes = 60,
        string name = "City Running"
    ) => Recording(SourceNames.Garmin, RecordingFormat.Garmin, id, start, minutes, name);

    public static SourceRecording Fit(string id, DateTimeOffset start, double minutes = 60, string name = "") =>
        Recording(SourceNames.File, RecordingFormat.Fit, id, start, minutes, name);

    public static SourceRecording Recording(
        SourceName source,
        RecordingFormat format,
        string id,
        DateTimeOffset start,
        double minutes = 60,
        string name = ""
    ) =>
        new(
            source,
            id,
            format,
            new Activity
            {
                Id = id,
                Start = start,
                Name = name,
                DistanceMeters = minutes * 180, // 3 m/s
                MovingSeconds = minutes * 60,
                ElapsedSeconds = minutes * 60,
            }
        );

    /// <summary>The hour after midnight UTC, this many days ago.</summary>
    public static DateTimeOffset DaysAgo(double days) => Now.AddHours(-11).AddDays(-days);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
