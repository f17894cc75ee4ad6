using ActivitySync.Recovery;

namespace ActivitySync.FileFormats;

/// <summary>What the reader of a format found in the bytes of a file.</summary>
/// <param name="Status">Whether it contains an activity.</param>
/// <param name="Reason">Why not; null if it does.</param>
/// <param name="Format">Its format.</param>
/// <param name="Recordings">The activities, in the order of the file; empty unless read.</param>
/// <param name="Warnings">Errors in the content that didn't prevent reading it; short clauses.</param>
internal sealed record ParsedFile(
    FileReadStatus Status,
    string? Reason,
    RecordingFormat Format,
    IReadOnlyList<RawRecording> Recordings,
    IReadOnlyList<string> Warnings
)
{
    public static ParsedFile FromRecordings(
        RecordingFormat format,
        IReadOnlyList<RawRecording> recordings,
        IReadOnlyList<string> warnings
    ) => new(FileReadStatus.Read, null, format, recordings, warnings);

    public static ParsedFile CreateSkipped(string reason) =>
        new(FileReadStatus.Skipped, reason, RecordingFormat.Fit, [], []);

    public static ParsedFile CreateQuarantined(string reason) =>
        new(FileReadStatus.Quarantined, reason, RecordingFormat.Fit, [], []);
}

/// <summary>One activity as a file contains it, before implausible values are removed.</summary>
internal sealed record RawRecording
{
    /// <summary>In UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The UTC offset of the device; null if the file has none.</summary>
    public TimeSpan? UtcOffset { get; init; }

    /// <summary>Where it started, if that decides the UTC offset of a file without one; else null.</summary>
    public GeoPosition? Position { get; init; }

    /// <summary>Null if the file names none.</summary>
    public string? Sport { get; init; }

    public string Name { get; init; } = "";

    /// <summary>
    /// A stable id from the service; null: the id comes from the hash of the file and the position in it.
    /// </summary>
    public string? Key { get; init; }

    public double? DistanceMeters { get; init; }

    /// <summary>Time with the timer running.</summary>
    public double? TimerSeconds { get; init; }

    public double? ElapsedSeconds { get; init; }

    /// <summary>Beats per minute; some devices write 0 for none.</summary>
    public double? AverageHeartRate { get; init; }

    /// <summary>Beats per minute.</summary>
    public double? MaxHeartRate { get; init; }

    public double? AscentMeters { get; init; }

    public double? DescentMeters { get; init; }

    /// <summary>The athlete's rating, 0 (none) to 10.</summary>
    public double? PerceivedExertion { get; init; }

    /// <summary>The tag that the athlete set at the service, as its export has it.</summary>
    public SourceTag? SourceTag { get; init; }
}
