namespace ActivitySync.Recovery;

/// <summary>What is constant about a runner while one plan is made.</summary>
public sealed record AthleteProfile
{
    /// <summary>
    /// The zone the runner lives in; null takes the offset each activity was written with.
    /// Resolved by the caller, since looking a zone up reads the disk.
    /// </summary>
    public TimeZoneInfo? HomeZone { get; init; }

    public Budget Budget { get; init; } = Budget.Regular;

    /// <summary>The massage history, or null to read it from <see cref="Timeline.Massages"/>.</summary>
    public MassageHistory? Rhythm { get; init; }

    /// <summary>Conditions that want a clinician's word first; any entry counts (rules.md 3).</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>The runner likes the tables at the finish line. Wording only: no day changes.</summary>
    public bool EarlyGentle { get; init; }

    /// <summary>Beats a minute; null is unknown.</summary>
    public double? RestingHeartRate { get; init; }

    /// <summary>Beats a minute; null takes the highest of all activities given.</summary>
    public double? MaxHeartRate { get; init; }
}

/// <summary>What the runner is willing to spend on booked massages.</summary>
public enum Budget
{
    /// <summary>Weekly to monthly (R23).</summary>
    Regular,

    /// <summary>Only around races and the very longest runs.</summary>
    Occasional,

    /// <summary>Self-massage is the whole answer (R31).</summary>
    None,
}

/// <summary>How used to massage the runner is (rules.md 5, R15 and R17).</summary>
public enum MassageHistory
{
    Weekly,
    Monthly,
    Lapsed,
    Unknown,
}
