namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// The numbers behind the labels of one activity (tagging.md 1, 3 and 5). Null is unknown or not compared.
/// </summary>
public sealed record TaggingFacts
{
    /// <summary>Moving minutes.</summary>
    public required double Minutes { get; init; }

    /// <summary>Minutes x the effort factor (rules.md 5, effort minutes).</summary>
    public required double EffortMinutes { get; init; }

    /// <summary>M: the median minutes of the base.</summary>
    public double? UsualMinutes { get; init; }

    /// <summary>W: the mean minutes of a week with a run.</summary>
    public double? UsualWeekMinutes { get; init; }

    /// <summary>Longer than every run dated 0 to 6 days before.</summary>
    public bool IsLongestInSevenDays { get; init; }

    /// <summary>The spike flag: more than a tenth above the longest of 30 days.</summary>
    public bool IsSpike { get; init; }

    /// <summary>The history was too short to compare with.</summary>
    public bool IsCold { get; init; }

    /// <summary>"race?" is asked.</summary>
    public bool HasRaceQuestion { get; init; }

    /// <summary>The labels come from the athlete.</summary>
    public bool IsLabeledByAthlete { get; init; }

    /// <summary>
    /// Less than 95 % of the distance in the calendar, so it gets no congratulation (tagging.md 5 and 9).
    /// </summary>
    public bool IsStoppedEarly { get; init; }

    /// <summary>The implausible values of the recording, in English: "distance left out: 12.3 m/s".</summary>
    public IReadOnlyList<string> IgnoredValues { get; init; } = [];
}
