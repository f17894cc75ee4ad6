namespace ActivitySync.Store;

/// <summary>A row of <c>recordings</c>: one source's copy of an activity. Units are in the names.</summary>
internal sealed record RecordingRow(
    long AthleteId,
    string Source,
    string SourceId,
    string Format,
    long StartedAt,
    long UtcOffsetSeconds,
    string Sport,
    string Name,
    double? DistanceMeters,
    double? MovingSeconds,
    double? ElapsedSeconds,
    double? AverageHeartRate,
    double? MaxHeartRate,
    double? AscentMeters,
    double? DescentMeters,
    double? PerceivedExertion,
    string? SourceTag,
    long DeviceRace,
    long FirstSeenAt,
    long ConfirmedAt)
{
    /// <summary>The end, by the longest time given; without any, the start.</summary>
    public long EndedAt => StartedAt + (long)Math.Ceiling(Math.Max(0, Math.Max(ElapsedSeconds ?? 0, MovingSeconds ?? 0)));

    /// <summary>Whether the source says the same; when it was seen is no part of it.</summary>
    public bool SaysTheSameAs(RecordingRow other) =>
        this == other with { FirstSeenAt = FirstSeenAt, ConfirmedAt = ConfirmedAt };
}
