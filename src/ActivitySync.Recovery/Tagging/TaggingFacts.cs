namespace ActivitySync.Recovery.Tagging;

/// <summary>The runner's own numbers behind a tag (tagging.md 1 and 3). Null is unknown or not compared.</summary>
public sealed record TaggingFacts
{
    /// <summary>Moving minutes.</summary>
    public required double Minutes { get; init; }

    /// <summary>Effort minutes (rules.md 5).</summary>
    public required double EffortMinutes { get; init; }

    /// <summary>M: the median minutes of the runner's base.</summary>
    public double? UsualMinutes { get; init; }

    /// <summary>W: mean minutes of a normal week.</summary>
    public double? UsualWeekMinutes { get; init; }

    /// <summary>Longest of the seven days before.</summary>
    public bool IsLongestInSevenDays { get; init; }

    /// <summary>More than a tenth above the longest of 30 days.</summary>
    public bool IsSpike { get; init; }

    /// <summary>The history was too short to compare with.</summary>
    public bool IsCold { get; init; }

    /// <summary>"race?" is asked about it.</summary>
    public bool HasRaceQuestion { get; init; }

    /// <summary>A label of the runner stands on it.</summary>
    public bool IsLabeledByAthlete { get; init; }

    /// <summary>It was stopped early, so no congratulation (tagging.md 5 and 9).</summary>
    public bool IsStoppedEarly { get; init; }

    /// <summary>What of the recording was not believed or missing, in words: "distance left out: 12.3 m/s".</summary>
    public IReadOnlyList<string> IgnoredValues { get; init; } = [];
}
