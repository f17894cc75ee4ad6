using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>The facts behind a plan, so that whoever words it need not work them out again.</summary>
public sealed record PlanFacts
{
    public required DateOnly? LastMassage { get; init; }

    /// <summary>The race that opened the window, if one did (rules.md 7, last race).</summary>
    public required RecoveryEvent? LastRace { get; init; }

    /// <summary>The next A or B race within <c>PreRaceDays</c> (rules.md 7).</summary>
    public required RecoveryEvent? NextRace { get; init; }

    /// <summary>The long run or load that opened the window, if one did (rules.md 7, last long).</summary>
    public required RecoveryEvent? LastLongEvent { get; init; }

    /// <summary>All events the legal days were worked out from, by date.</summary>
    public required IReadOnlyList<RecoveryEvent> Events { get; init; }

    /// <summary>Active pains (rules.md 5).</summary>
    public required IReadOnlyList<Pain> ActivePains { get; init; }

    /// <summary>Booked massages that stand in the way, by date (SLOT_MOVE).</summary>
    public required IReadOnlyList<Massage> SlotsToMove { get; init; }

    /// <summary>
    /// MIN_GAP, "the next makes sense from": the first day legal for a gentle massage once the gap since the last is over.
    /// Null if the gap is over already, or if no such day is in sight.
    /// </summary>
    public required DateOnly? NextDayAfterGap { get; init; }
}
