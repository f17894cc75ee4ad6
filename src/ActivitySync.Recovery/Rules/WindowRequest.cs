namespace ActivitySync.Recovery.Rules;

/// <summary>What a trigger asks for: the kind of massage and the days that suit it. Days are day numbers.</summary>
public sealed record WindowRequest
{
    public required KindPreference Kind { get; init; }

    public required EvidenceGrade Grade { get; init; }

    /// <summary>Why, as one English sentence of the advice.</summary>
    public required string Explanation { get; init; }

    /// <summary>The event behind it; its preferred days count (R8).</summary>
    public RecoveryEvent? Event { get; init; }

    /// <summary>The preferred days after <see cref="Event"/>; null without one.</summary>
    public DaysAfterParameters? DaysAfter { get; init; }

    /// <summary>The last day a suggestion may use, included.</summary>
    public int LastDay { get; init; } = int.MaxValue;

    /// <summary>Worth a massage with budget occasional, too (R31).</summary>
    public bool IsWorthOccasionalBudget { get; init; }

    /// <summary>Upper limit of the gap since the last massage, in days, with budget regular.</summary>
    public int MaxGapDays { get; init; } = int.MaxValue;

    /// <summary>The gap since the last massage does not matter.</summary>
    public bool IgnoresGap { get; init; }

    /// <summary>Booked massages are not looked at.</summary>
    public bool IgnoresSlots { get; init; }
}

/// <summary>Which kind of massage a trigger prefers.</summary>
public enum KindPreference
{
    /// <summary>Swedish.</summary>
    Gentle,

    /// <summary>
    /// Deep tissue if it is allowed soon after gentle work is (R18, R20), unless it would be the first massage.
    /// </summary>
    DeepIfSoon,

    /// <summary>Deep tissue unless the race is near or it would be the first massage (R22).</summary>
    DeepIfUsedToIt,

    /// <summary>Active release, on days that are allowed for deep work (R21).</summary>
    ActiveRelease,
}
