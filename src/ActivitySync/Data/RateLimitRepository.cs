using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>rate_limits</c>: one row per source, since rate limits apply to the application, not to an athlete.
/// </summary>
internal static class RateLimitRepository
{
    public static RateLimit? Find(DbConnection connection, string source)
    {
        var row = connection.QueryFirstOrDefault<RateLimitRow>(
            """
            SELECT short_limit AS ShortLimit, short_used AS ShortUsed, day_limit AS DayLimit, day_used AS DayUsed,
                   read_short_limit AS ReadShortLimit, read_short_used AS ReadShortUsed,
                   read_day_limit AS ReadDayLimit, read_day_used AS ReadDayUsed,
                   short_ends_at AS ShortEndsAt, day_ends_at AS DayEndsAt, blocked_until AS BlockedUntil
            FROM rate_limits WHERE source = @Source
            """,
            new { Source = source }
        );
        if (
            row is null
            || connection.FindInstant(row.ShortEndsAt, "rate_limits", source) is not { } shortEndsAt
            || connection.FindInstant(row.DayEndsAt, "rate_limits", source) is not { } dayEndsAt
        )
        {
            return null;
        }

        return new RateLimit
        {
            ShortLimit = row.ShortLimit,
            ShortUsed = row.ShortUsed,
            DayLimit = row.DayLimit,
            DayUsed = row.DayUsed,
            ReadShortLimit = row.ReadShortLimit,
            ReadShortUsed = row.ReadShortUsed,
            ReadDayLimit = row.ReadDayLimit,
            ReadDayUsed = row.ReadDayUsed,
            ShortEndsAt = shortEndsAt.ToInstant(),
            DayEndsAt = dayEndsAt.ToInstant(),
            BlockedUntil = connection.FindInstant(row.BlockedUntil, "rate_limits", source).ToInstant(),
        };
    }

    public static void Save(DbConnection connection, string source, RateLimit limit, TimeProvider clock) =>
        connection.Execute(
            """
            INSERT INTO rate_limits (
                source, short_limit, short_used, day_limit, day_used, read_short_limit, read_short_used,
                read_day_limit, read_day_used, short_ends_at, day_ends_at, observed_at, blocked_until)
            VALUES (@Source, @ShortLimit, @ShortUsed, @DayLimit, @DayUsed, @ReadShortLimit, @ReadShortUsed,
                    @ReadDayLimit, @ReadDayUsed, @ShortEndsAt, @DayEndsAt, @ObservedAt, @BlockedUntil)
            ON CONFLICT (source) DO UPDATE SET
                short_limit = excluded.short_limit, short_used = excluded.short_used,
                day_limit = excluded.day_limit, day_used = excluded.day_used,
                read_short_limit = excluded.read_short_limit, read_short_used = excluded.read_short_used,
                read_day_limit = excluded.read_day_limit, read_day_used = excluded.read_day_used,
                short_ends_at = excluded.short_ends_at, day_ends_at = excluded.day_ends_at,
                observed_at = excluded.observed_at, blocked_until = excluded.blocked_until
            """,
            new
            {
                Source = source,
                limit.ShortLimit,
                limit.ShortUsed,
                limit.DayLimit,
                limit.DayUsed,
                limit.ReadShortLimit,
                limit.ReadShortUsed,
                limit.ReadDayLimit,
                limit.ReadDayUsed,
                ShortEndsAt = limit.ShortEndsAt.ToColumn(),
                DayEndsAt = limit.DayEndsAt.ToColumn(),
                ObservedAt = clock.GetUtcNow().ToColumn(),
                BlockedUntil = limit.BlockedUntil?.ToColumn(),
            }
        );
}

/// <summary>
/// How much of a source's rate limits is used, as the source last reported: all requests and read requests, each in a
/// short window and in a day. Null if not reported. Times are by the clock of this machine.
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

    /// <summary>
    /// The source answered "too many requests": no request before this time, whatever the counters are.
    /// </summary>
    public DateTimeOffset? BlockedUntil { get; init; }
}

/// <summary>A row of <c>rate_limits</c>.</summary>
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
    long? BlockedUntil
);
