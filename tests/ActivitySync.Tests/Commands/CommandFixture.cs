using ActivitySync.Commands;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Sync;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Commands;

/// <summary>Runs commands in a temporary data directory, with athletes in Berlin on Monday 23 November 2026,
/// 08:00.</summary>
internal sealed class CommandFixture : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public CommandFixture(params string[] moreAthletes)
    {
        Settings = new AppSettings
        {
            Store = TestStore.For(_directory),
            ActivitySync = new DaemonSettings { DataDirectory = _directory },
            FileAthletes = [.. new[] { "anna" }.Concat(moreAthletes).Select(CreateAthlete)],
        };
    }

    public AppSettings Settings { get; set; }

    /// <summary>Changes the settings.</summary>
    public CommandFixture With(Func<AppSettings, AppSettings> change)
    {
        Settings = change(Settings);
        return this;
    }

    public FastForwardClock Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 7, 0, 0, TimeSpan.Zero));

    /// <summary>What the output looks like; null as in a pipe.</summary>
    public OutputFormat? Format { get; set; }

    public Database Database => new(Settings, Clock);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Runs a command and returns its exit code and output.</summary>
    public async Task<(ExitCode Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var parsed = CommandTree.Build().Parse(args);
        if (CommandLineErrors.FindMessage(parsed) is { } message)
        {
            return (ExitCode.InvalidInput, "", message);
        }

        var environment = new CommandEnvironment
        {
            Output = output,
            Error = error,
            Settings = Settings,
            Clock = Clock,
            Format = Format,
            EnableDefaultExceptionHandler = false,
        };
        var exit = await parsed.InvokeAsync(environment);
        return ((ExitCode)exit, output.ToString(), error.ToString());
    }

    /// <summary>Gets the first athlete's id in the database.</summary>
    public long GetAthleteId()
    {
        using var connection = Database.Open();
        return AthleteRepository.GetOrAddId(connection, "anna", Clock);
    }

    /// <summary>Stores a recording and returns the id of its activity.</summary>
    public string AddRecording(SourceRecording recording) =>
        new RecordingReconciler(Database, Clock).Add(GetAthleteId(), [recording])[0].ActivityId;

    public static SourceRecording CreateRecording(
        SourceName source,
        string id,
        string start,
        double kilometers,
        double minutes,
        string name = "Morning Run"
    ) =>
        new(
            source,
            id,
            source == SourceNames.Strava ? RecordingFormat.Strava : RecordingFormat.Fit,
            new Activity
            {
                Id = id,
                Start = DateTimeOffset.Parse(start, System.Globalization.CultureInfo.InvariantCulture),
                Name = name,
                DistanceMeters = kilometers * 1000,
                MovingSeconds = minutes * 60,
                ElapsedSeconds = minutes * 60,
            }
        );

    private static AthleteSettings CreateAthlete(string name) =>
        new()
        {
            Name = name,
            Email = $"{name}@example.org",
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"),
        };
}
