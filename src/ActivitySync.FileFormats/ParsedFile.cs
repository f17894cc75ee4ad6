namespace ActivitySync.FileFormats;

/// <summary>What a reader found in a file's bytes.</summary>
/// <param name="Status">Whether there is an activity.</param>
/// <param name="Reason">Why not; null if there is.</param>
/// <param name="Format">How it is written down.</param>
/// <param name="Recordings">The activities, in the order of the file; empty unless read.</param>
/// <param name="Warnings">What was found wrong and got over; short clauses.</param>
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

/// <summary>One activity as a file tells it, before it is held against what can be.</summary>
internal sealed record RawRecording
{
    /// <summary>In UTC.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>The device's own distance from UTC; null if the file has none.</summary>
    public TimeSpan? UtcOffset { get; init; }

    /// <summary>Null if the file names none.</summary>
    public string? Sport { get; init; }

    public string Name { get; init; } = "";

    /// <summary>A name for good that its service gave it; null: the file's content and its place in it name it.</summary>
    public string? Key { get; init; }

    public double? DistanceMeters { get; init; }

    /// <summary>Time with the watch running.</summary>
    public double? TimerSeconds { get; init; }

    public double? ElapsedSeconds { get; init; }

    /// <summary>Beats a minute; some devices write 0 for none.</summary>
    public double? AverageHeartRate { get; init; }

    /// <summary>Beats a minute.</summary>
    public double? MaxHeartRate { get; init; }

    public double? AscentMeters { get; init; }

    public double? DescentMeters { get; init; }

    /// <summary>The runner's own rating, 0 (none) to 10.</summary>
    public double? PerceivedExertion { get; init; }
}
