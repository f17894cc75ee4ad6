namespace ActivitySync.Recovery;

/// <summary>What is known of the athlete, whatever the day.</summary>
public sealed record AthleteProfile
{
    /// <summary>
    /// The athlete's time zone; null uses the offset of each recording. The caller resolves it, because that reads
    /// the disk.
    /// </summary>
    public TimeZoneInfo? HomeZone { get; init; }

    public Budget Budget { get; init; } = Budget.Regular;

    /// <summary>The massage history, or null to read it from <see cref="Timeline.Massages"/>.</summary>
    public MassageHistory? Rhythm { get; init; }

    /// <summary>Conditions that need a clinician's advice first; any entry counts (rules.md 3).</summary>
    public IReadOnlyList<string> Conditions { get; init; } = [];

    /// <summary>The athlete likes a gentle massage at the finish line. It changes the wording only, no day.</summary>
    public bool EarlyGentle { get; init; }

    /// <summary>Beats per minute; null is unknown.</summary>
    public double? RestingHeartRate { get; init; }

    /// <summary>Beats per minute; null uses the highest of all activities.</summary>
    public double? MaxHeartRate { get; init; }
}

/// <summary>What the athlete is willing to spend on booked massages.</summary>
public enum Budget
{
    /// <summary>Weekly to monthly (R23).</summary>
    Regular,

    /// <summary>Only around races and very long runs.</summary>
    Occasional,

    /// <summary>Nothing; self-massage only (R31).</summary>
    None,
}

/// <summary>How regularly the athlete has massages (rules.md 5, R15 and R17).</summary>
public enum MassageHistory
{
    Weekly,
    Monthly,
    Lapsed,
    Unknown,
}
