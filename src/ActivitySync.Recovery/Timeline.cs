namespace ActivitySync.Recovery;

/// <summary>
/// What is known of one athlete on one day: the only input of the algorithm. <c>activitysync simulate</c> reads it from
/// a file, and the daemon loads it from the database.
/// </summary>
public sealed record Timeline
{
    /// <summary>T, the day the advice is for, a local date.</summary>
    public required DateOnly AsOf { get; init; }

    public AthleteProfile Athlete { get; init; } = new();

    /// <summary>Recordings in any order, with unique ids.</summary>
    public IReadOnlyList<Activity> Activities { get; init; } = [];

    /// <summary>The athlete's labels, oldest first: they are applied in this order and always win.</summary>
    public IReadOnlyList<AthleteLabel> Labels { get; init; } = [];

    /// <summary>Races of the athlete's calendar, past and future.</summary>
    public IReadOnlyList<CalendarRace> Races { get; init; } = [];

    /// <summary>Past massages. Those after <see cref="AsOf"/> are ignored.</summary>
    public IReadOnlyList<Massage> Massages { get; init; } = [];

    /// <summary>Massages booked from <see cref="AsOf"/> on.</summary>
    public IReadOnlyList<Massage> Slots { get; init; } = [];

    public IReadOnlyList<Pain> Pains { get; init; } = [];

    public IReadOnlyList<Illness> Illnesses { get; init; } = [];

    /// <summary>Planned training; a day can have several entries.</summary>
    public IReadOnlyList<PlannedSession> PlannedSessions { get; init; } = [];
}
