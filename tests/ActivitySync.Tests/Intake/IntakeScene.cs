using ActivitySync.Intake;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace ActivitySync.Tests.Intake;

/// <summary>A store of its own with one runner, a clock to move, and recordings made up for the test.</summary>
internal sealed class IntakeScene : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    /// <param name="prepare">Readies the data directory before anything is in it.</param>
    public IntakeScene(Action<string>? prepare = null)
    {
        prepare?.Invoke(_directory);
        Clock = new FakeTimeProvider(Now);
        Settings = new AppSettings { ActivitySync = new DaemonSettings { DataDirectory = _directory } };
        Database = new Database(Settings, Clock);
        Keep = new KeepRecordings(Database, Clock);
        using var store = Database.Open();
        AthleteId = Athletes.IdOf(store, "anna", Clock);
    }

    public FakeTimeProvider Clock { get; }

    public AppSettings Settings { get; }

    public Database Database { get; }

    public KeepRecordings Keep { get; }

    public long AthleteId { get; }

    /// <summary>The start of a window that holds every recording made here.</summary>
    public static DateTimeOffset LongAgo => Now.AddDays(-181);

    /// <summary>The syncs of the runner, over sources of the test.</summary>
    public SyncAthlete SyncAthlete(params IActivitySource[] sources) => new(
        sources,
        Keep,
        new ExpireRecordings(Database, Settings, Clock),
        new ForgetSource(Database, Clock),
        Database,
        Settings,
        Clock,
        NullLogger<SyncAthlete>.Instance);

    public IReadOnlyList<HeldActivity> Held
    {
        get
        {
            using var store = Database.Open();
            return HeldActivities.Of(store, AthleteId);
        }
    }

    public IntakeChanges Reconcile(SourceName source, params SourceActivity[] listed) =>
        Keep.Reconcile(AthleteId, source, LongAgo, Complete(listed));

    /// <summary>Deletes what came from a source.</summary>
    public int Forget(SourceName source) => new ForgetSource(Database, Clock).Forget(AthleteId, source);

    public int Expire() => new ExpireRecordings(Database, Settings, Clock).Expire(AthleteId);

    public static SourceReading Complete(params SourceActivity[] listed) => new() { Outcome = SourceOutcome.Complete, Activities = listed };

    public static SourceActivity Strava(string id, DateTimeOffset start, double minutes = 60, string name = "Morning Run") =>
        Recording(SourceName.Strava, RecordingFormat.Strava, id, start, minutes, name);

    public static SourceActivity Garmin(string id, DateTimeOffset start, double minutes = 60, string name = "City Running") =>
        Recording(SourceName.Garmin, RecordingFormat.Garmin, id, start, minutes, name);

    public static SourceActivity Fit(string id, DateTimeOffset start, double minutes = 60, string name = "") =>
        Recording(SourceName.File, RecordingFormat.Fit, id, start, minutes, name);

    public static SourceActivity Recording(
        SourceName source, RecordingFormat format, string id, DateTimeOffset start, double minutes = 60, string name = "") =>
        new(source, id, format, new Activity
        {
            Id = id,
            Start = start,
            Name = name,
            DistanceMeters = minutes * 180, // 3 m/s
            MovingSeconds = minutes * 60,
            ElapsedSeconds = minutes * 60,
        });

    /// <summary>The hour after midnight UTC, so many days ago.</summary>
    public static DateTimeOffset Days(double ago) => Now.AddHours(-11).AddDays(-ago);

    public void Dispose() => Directory.Delete(_directory, recursive: true);
}
