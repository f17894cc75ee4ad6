namespace ActivitySync.Recovery;

/// <summary>One recording as read from a source or file. Null is unknown; units are in the names.</summary>
public sealed record Activity
{
    public required string Id { get; init; }

    /// <summary>The start with the offset of the recording; its local date is the written date.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>A sport of tagging.md 1; anything else is treated as <c>other</c>.</summary>
    public string Sport { get; init; } = "run";

    /// <summary>The title. It is untrusted text: encode it before showing it.</summary>
    public string Name { get; init; } = "";

    /// <summary>0 also means unknown.</summary>
    public double? DistanceMeters { get; init; }

    public double? MovingSeconds { get; init; }

    public double? ElapsedSeconds { get; init; }

    /// <summary>Beats per minute.</summary>
    public double? AverageHeartRate { get; init; }

    /// <summary>Beats per minute.</summary>
    public double? MaxHeartRate { get; init; }

    public double? AscentMeters { get; init; }

    public double? DescentMeters { get; init; }

    /// <summary>The athlete's own rating, 1 to 10.</summary>
    public double? PerceivedExertion { get; init; }

    /// <summary>The tag that the athlete set at the source.</summary>
    public SourceTag? SourceTag { get; init; }

    /// <summary>The file or device marks it as a race.</summary>
    public bool DeviceRace { get; init; }
}

/// <summary>The kind that the athlete picks at the source (Strava's workout type, Garmin's event type).</summary>
public enum SourceTag
{
    Race,
    LongRun,
    Workout,
}
