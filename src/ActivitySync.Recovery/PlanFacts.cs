using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>The facts behind a plan, for the emails that word it.</summary>
public sealed record PlanFacts
{
    public required DateOnly? LastMassage { get; init; }

    /// <summary>The last race of rules.md 7.</summary>
    public required RecoveryEvent? LastRace { get; init; }

    /// <summary>The next race of rules.md 7.</summary>
    public required RecoveryEvent? NextRace { get; init; }

    /// <summary>The last long run or load of rules.md 7.</summary>
    public required RecoveryEvent? LastLongEvent { get; init; }

    /// <summary>All events that decide which days are allowed, by date.</summary>
    public required IReadOnlyList<RecoveryEvent> Events { get; init; }

    /// <summary>Active pains (rules.md 5).</summary>
    public required IReadOnlyList<Pain> ActivePains { get; init; }

    /// <summary>Booked massages on blocked days, by date (SLOT_MOVE).</summary>
    public required IReadOnlyList<Massage> SlotsToMove { get; init; }

    /// <summary>
    /// The first day that is allowed for a gentle massage after the gap (MIN_GAP). Null if the gap is already over, or
    /// if the calendar has no such day.
    /// </summary>
    public required DateOnly? NextDayAfterGap { get; init; }
}
