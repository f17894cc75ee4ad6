namespace ActivitySync.Recovery;

/// <summary>
/// What is known of one runner on one day: the only input of the core. It is the document that
/// <c>activitysync simulate</c> reads, and what the daemon loads from its store.
/// </summary>
public sealed record Timeline
{
    /// <summary>T, the day the advice is given, a local date of the runner.</summary>
    public required DateOnly AsOf { get; init; }

    public AthleteProfile Athlete { get; init; } = new();

    /// <summary>Recordings in any order; ids are unique.</summary>
    public IReadOnlyList<Activity> Activities { get; init; } = [];

    /// <summary>The runner's own words on activities, oldest first: they are read in this order and always win.</summary>
    public IReadOnlyList<AthleteLabel> Labels { get; init; } = [];

    /// <summary>Races past and future, as the runner's calendar has them.</summary>
    public IReadOnlyList<CalendarRace> Races { get; init; } = [];

    /// <summary>Massages had. Those after <see cref="AsOf"/> are ignored.</summary>
    public IReadOnlyList<Massage> Massages { get; init; } = [];

    /// <summary>Massages booked or standing from <see cref="AsOf"/> on.</summary>
    public IReadOnlyList<Massage> Slots { get; init; } = [];

    public IReadOnlyList<Pain> Pains { get; init; } = [];

    public IReadOnlyList<Illness> Illnesses { get; init; } = [];

    /// <summary>Training planned; several entries a day are allowed.</summary>
    public IReadOnlyList<PlannedSession> PlannedSessions { get; init; } = [];
}
