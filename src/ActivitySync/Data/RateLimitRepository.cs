using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>rate_limits</c>: one row per source, since rate limits apply to the application, not to an athlete.
/// </summary>
internal static class RateLimitRepository
{
    /// <summary>After a longer time without a call, the clock may have been corrected in between.</summary>
    private static readonly TimeSpan MaxIdleTime = TimeSpan.FromDays(30);

    /// <summary>
    /// Counts a call before it is made, unless a limit minus its reserve is reached. One statement, so that of callers
    /// at the same time, in all processes, exactly as many succeed as the limits allow. A window that is over is
    /// replaced by the one that contains the present.
    /// </summary>
    /// <returns>False if no call is allowed.</returns>
    public static bool TryReserve(DbConnection connection, string source, RateLimitTimes times) =>
        connection.Execute(
            """
            INSERT INTO rate_limits AS r (
                source, short_used, day_used, read_short_used, read_day_used, short_ends_at, day_ends_at, observed_at)
            VALUES (@Source, 1, 1, 1, 1, @ShortEndsAt, @DayEndsAt, @Now)
            ON CONFLICT (source) DO UPDATE SET
                short_used = 1 + CASE WHEN r.short_ends_at BETWEEN @Next AND @ShortLatest
                    THEN COALESCE(r.short_used, 0) ELSE 0 END,
                read_short_used = 1 + CASE WHEN r.short_ends_at BETWEEN @Next AND @ShortLatest
                    THEN COALESCE(r.read_short_used, 0) ELSE 0 END,
                short_ends_at = CASE
                    WHEN r.short_ends_at BETWEEN @Next AND @ShortLatest THEN r.short_ends_at
                    WHEN r.short_ends_at BETWEEN @Oldest AND @Now
                    THEN r.short_ends_at + ((@Now - r.short_ends_at) / @ShortSeconds + 1) * @ShortSeconds
                    ELSE @ShortEndsAt END,
                day_used = 1 + CASE WHEN r.day_ends_at BETWEEN @Next AND @DayLatest
                    THEN COALESCE(r.day_used, 0) ELSE 0 END,
                read_day_used = 1 + CASE WHEN r.day_ends_at BETWEEN @Next AND @DayLatest
                    THEN COALESCE(r.read_day_used, 0) ELSE 0 END,
                day_ends_at = CASE
                    WHEN r.day_ends_at BETWEEN @Next AND @DayLatest THEN r.day_ends_at
                    WHEN r.day_ends_at BETWEEN @Oldest AND @Now
                    THEN r.day_ends_at + ((@Now - r.day_ends_at) / @DaySeconds + 1) * @DaySeconds
                    ELSE @DayEndsAt END
            WHERE COALESCE(r.blocked_until, 0) NOT BETWEEN @Next AND @DayLatest
                AND (r.short_ends_at NOT BETWEEN @Next AND @ShortLatest OR (
                    COALESCE(r.short_used, 0)
                        < COALESCE(r.short_limit - r.short_limit / @ReserveDivisor, @Unlimited)
                    AND COALESCE(r.read_short_used, 0)
                        < COALESCE(r.read_short_limit - r.read_short_limit / @ReserveDivisor, @Unlimited)))
                AND (r.day_ends_at NOT BETWEEN @Next AND @DayLatest OR (
                    COALESCE(r.day_used, 0)
                        < COALESCE(r.day_limit - r.day_limit / @ReserveDivisor, @Unlimited)
                    AND COALESCE(r.read_day_used, 0)
                        < COALESCE(r.read_day_limit - r.read_day_limit / @ReserveDivisor, @Unlimited)))
            """,
            new
            {
                Source = source,
                Now = times.Now.ToColumn(),
                Next = times.Now.ToColumn() + 1,
                Oldest = (times.Now - MaxIdleTime).ToColumn(),
                ShortEndsAt = times.ShortEndsAt.ToColumn(),
                ShortLatest = times.ShortLatest.ToColumn(),
                ShortSeconds = (long)RateLimit.ShortWindow.TotalSeconds,
                DayEndsAt = times.DayEndsAt.ToColumn(),
                DayLatest = times.DayLatest.ToColumn(),
                DaySeconds = (long)RateLimit.DayWindow.TotalSeconds,
                RateLimit.ReserveDivisor,
                Unlimited = long.MaxValue,
            }
        ) > 0;

    /// <summary>Takes a counted call back that was not sent.</summary>
    public static void Release(DbConnection connection, string source, RateLimitTimes times) =>
        connection.Execute(
            """
            UPDATE rate_limits SET
                short_used = short_used - CASE WHEN short_ends_at >= @Next AND short_used > 0 THEN 1 ELSE 0 END,
                read_short_used = read_short_used
                    - CASE WHEN short_ends_at >= @Next AND read_short_used > 0 THEN 1 ELSE 0 END,
                day_used = day_used - CASE WHEN day_ends_at >= @Next AND day_used > 0 THEN 1 ELSE 0 END,
                read_day_used = read_day_used
                    - CASE WHEN day_ends_at >= @Next AND read_day_used > 0 THEN 1 ELSE 0 END
            WHERE source = @Source
            """,
            new { Source = source, Next = times.Now.ToColumn() + 1 }
        );

    /// <summary>Keeps other processes from changing a source's row until the transaction ends.</summary>
    public static void Lock(DbConnection connection, DbTransaction transaction, string source) =>
        connection.Execute(
            "UPDATE rate_limits SET source = source WHERE source = @Source",
            new { Source = source },
            transaction
        );

    public static RateLimit? Find(DbConnection connection, string source, DbTransaction? transaction = null)
    {
        var row = connection.QueryFirstOrDefault<RateLimitRow>(
            """
            SELECT short_limit AS ShortLimit, short_used AS ShortUsed, day_limit AS DayLimit, day_used AS DayUsed,
                   read_short_limit AS ReadShortLimit, read_short_used AS ReadShortUsed,
                   read_day_limit AS ReadDayLimit, read_day_used AS ReadDayUsed,
                   short_ends_at AS ShortEndsAt, day_ends_at AS DayEndsAt, blocked_until AS BlockedUntil
            FROM rate_limits WHERE source = @Source
            """,
            new { Source = source },
            transaction
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

    public static void Save(
        DbConnection connection,
        DbTransaction transaction,
        string source,
        RateLimit limit,
        DateTimeOffset now
    ) =>
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
                ObservedAt = now.ToColumn(),
                BlockedUntil = limit.BlockedUntil?.ToColumn(),
            },
            transaction
        );
}

/// <summary>
/// How much of a source's rate limits is used, by the calls of all processes and by what the source reported: all
/// requests and read requests, each in a short window and in a day. A limit is null if it was never reported. Times are
/// by the clock of the database.
/// </summary>
internal sealed record RateLimit
{
    /// <summary>
    /// Reserves one request in ten for other programs that use the same app, and for what was not counted.
    /// </summary>
    public const long ReserveDivisor = 10;

    public static readonly TimeSpan ShortWindow = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan DayWindow = TimeSpan.FromDays(1);

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

/// <summary>What a reservation has to know about the time.</summary>
/// <param name="Now">The time.</param>
/// <param name="ShortEndsAt">The end of the short window that contains it, where none is stored.</param>
/// <param name="ShortLatest">The latest plausible end of that window; a stored one beyond it is ignored.</param>
/// <param name="DayEndsAt">The end of the day.</param>
/// <param name="DayLatest">The latest plausible end of the day, and of any wait.</param>
internal sealed record RateLimitTimes(
    DateTimeOffset Now,
    DateTimeOffset ShortEndsAt,
    DateTimeOffset ShortLatest,
    DateTimeOffset DayEndsAt,
    DateTimeOffset DayLatest
);

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
