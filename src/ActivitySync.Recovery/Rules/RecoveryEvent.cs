namespace ActivitySync.Recovery.Rules;

/// <summary>Something past or to come that takes days from massage (rules.md 5).</summary>
/// <param name="Date">The event date.</param>
/// <param name="Class">How heavy it is.</param>
/// <param name="IsPast">It happened, as far as is known.</param>
/// <param name="Qualifies">A past event that may trigger a massage.</param>
/// <param name="Name">A race's name or an activity's title; empty for habit.</param>
/// <param name="ActivityId">The activity behind it; null for what is planned.</param>
public sealed record RecoveryEvent(
    DateOnly Date,
    EventClass Class,
    bool IsPast,
    bool Qualifies,
    string Name,
    string? ActivityId
)
{
    /// <summary>A long ride or hike rather than a long run.</summary>
    public bool IsLoad { get; init; }

    /// <summary>It comes from a run with the spike flag (tagging.md 3).</summary>
    public bool IsSpike { get; init; }

    /// <summary>A race of importance A or B.</summary>
    public bool IsRace => Class <= EventClass.Short;

    internal int Day => Date.DayNumber;
}

/// <summary>Events from the heaviest to the lightest (rules.md 7).</summary>
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
