namespace ActivitySync.Recovery;

/// <summary>One recording as a source or a file gave it. Null is unknown; units are in the names.</summary>
public sealed record Activity
{
    public required string Id { get; init; }

    /// <summary>The start with the offset it was written with; its date is the written date.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>A sport of tagging.md 1; anything else is treated as <c>other</c>.</summary>
    public string Sport { get; init; } = "run";

    /// <summary>The title: text from outside, hostile until encoded.</summary>
    public string Name { get; init; } = "";

    /// <summary>0 is unknown too.</summary>
    public double? DistanceMeters { get; init; }

    public double? MovingSeconds { get; init; }

    public double? ElapsedSeconds { get; init; }

    /// <summary>Beats a minute.</summary>
    public double? AverageHeartRate { get; init; }

    /// <summary>Beats a minute.</summary>
    public double? MaxHeartRate { get; init; }

    public double? AscentMeters { get; init; }

    public double? DescentMeters { get; init; }

    /// <summary>The runner's own rating, 1 to 10.</summary>
    public double? PerceivedExertion { get; init; }

    /// <summary>What the source says of it, by the runner's hand.</summary>
    public SourceTag? SourceTag { get; init; }

    /// <summary>The file or device calls it a race.</summary>
    public bool DeviceRace { get; init; }
}

/// <summary>The kind a runner picks at the source (Strava's workout type, Garmin's event type).</summary>
public enum SourceTag
{
    Race,
    LongRun,
    Workout,
}
