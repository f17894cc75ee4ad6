using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>What is allowed on one day (rules.md 7). <see cref="DeepTissue"/> includes active release.</summary>
public sealed record CalendarDay(
    DateOnly Date,
    DayState DeepTissue,
    DayState Swedish,
    IReadOnlyList<ReasonCode> Reasons
);

public enum DayState
{
    Blocked,
    Allowed,
    Suggested,
}
