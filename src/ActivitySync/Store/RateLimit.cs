namespace ActivitySync.Store;

/// <summary>
/// What an application has used of a service's limits, as the service last told: all calls and reading calls, each in
/// a short window and a day. Null is not told. The instants are of our own clock.
/// </summary>
internal sealed record RateLimit
{
    public long? ShortLimit { get; init; }

    public long? ShortUsed { get; init; }

    public long? DayLimit { get; init; }

    public long? DayUsed { get; init; }

    public long? ReadShortLimit { get; init; }

    public long? ReadShortUsed { get; init; }

    public long? ReadDayLimit { get; init; }

    public long? ReadDayUsed { get; init; }

    public required DateTimeOffset ShortEndsAt { get; init; }

    public required DateTimeOffset DayEndsAt { get; init; }

    /// <summary>The service said "too many": no call before this, whatever the counters claim.</summary>
    public DateTimeOffset? BlockedUntil { get; init; }
}
