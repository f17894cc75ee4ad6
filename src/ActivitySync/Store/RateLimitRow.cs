namespace ActivitySync.Store;

/// <summary>A row of <c>rate_limits</c> as it is read.</summary>
internal sealed record RateLimitRow(
    long? ShortLimit,
    long? ShortUsed,
    long? DayLimit,
    long? DayUsed,
    long? ReadShortLimit,
    long? ReadShortUsed,
    long? ReadDayLimit,
    long? ReadDayUsed,
    long ShortEndsAt,
    long DayEndsAt,
    long? BlockedUntil);
