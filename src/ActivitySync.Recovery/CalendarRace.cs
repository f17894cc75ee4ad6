namespace ActivitySync.Recovery;

/// <summary>A race in the athlete's calendar, past or future.</summary>
public sealed record CalendarRace
{
    public required DateOnly Date { get; init; }

    public string Name { get; init; } = "";

    public double? DistanceMeters { get; init; }

    /// <summary>Null: C for a parkrun, else B (rules.md 5).</summary>
    public Importance? Importance { get; init; }
}

/// <summary>How much a race matters: A is the goal of the season, C is a training run.</summary>
public enum Importance
{
    A,
    B,
    C,
}
