namespace ActivitySync.Recovery.Rules;

/// <summary>
/// Something hard, long or a race on one date, past or to come; massage keeps a distance from it (rules.md 5).
/// </summary>
/// <param name="Date">The event date.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Class">How heavy it is: its days after.</param>
/// <param name="IsPast">It happened, as far as is known.</param>
/// <param name="Qualifies">A past event that may trigger a massage.</param>
/// <param name="Name">A race's name or an activity's title; empty for habit.</param>
/// <param name="ActivityId">The activity behind it; null for what is planned.</param>
public sealed record RecoveryEvent(
    DateOnly Date,
    EventKind Kind,
    EventClass Class,
    bool IsPast,
    bool Qualifies,
    string Name,
    string? ActivityId
)
{
    /// <summary>It comes from a run with the spike flag (tagging.md 3).</summary>
    public bool IsSpike { get; init; }

    /// <summary>A race of importance A or B.</summary>
    public bool IsRace => Kind == EventKind.Race;

    internal int Day => Date.DayNumber;

    /// <summary>
    /// Whether a day is fewer than <paramref name="minDays"/> days after the event. For a past event that includes days
    /// before it: a recording from a zone further east can have a later date than T.
    /// </summary>
    internal bool IsTooSoonAfter(int day, int minDays) => day - Day < minDays && (IsPast || day >= Day);
}

/// <summary>What an event is, whatever its class: a run of four hours keeps the days of a marathon.</summary>
public enum EventKind
{
    /// <summary>A race of importance A or B.</summary>
    Race,

    LongRun,

    /// <summary>A long ride or hike.</summary>
    LongLoad,

    /// <summary>A hard workout, a race of importance C, or an open question.</summary>
    Hard,
}

/// <summary>Events from the heaviest to the lightest (rules.md 0).</summary>
public enum EventClass
{
    Ultra,
    Marathon,
    Half,
    Short,
    VeryLong,
    Long,
    Hard,
}

/// <summary>Orders events for the reference events of rules.md 7.</summary>
internal static class RecoveryEventExtensions
{
    /// <summary>The earliest; on one day the heaviest.</summary>
    internal static RecoveryEvent? FindEarliest(this IEnumerable<RecoveryEvent> events) =>
        events.MinBy(one => (one.Day, one.Class));

    /// <summary>
    /// The latest; on one day the heaviest, then the one with the earlier start, which is first in the list.
    /// </summary>
    internal static RecoveryEvent? FindLatest(this IEnumerable<RecoveryEvent> events) =>
        events.MinBy(one => (-one.Day, one.Class));
}
