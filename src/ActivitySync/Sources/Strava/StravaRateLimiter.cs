using System.Globalization;
using System.Net.Http.Headers;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Respects the app's rate limits, which all athletes and nodes share: counts each call in the database before it is
/// made, and refuses it before a limit is reached. The limits come from Strava's headers (both pairs); the headers'
/// counts, which include calls of other programs, only raise the stored ones. The windows are the quarter hours and the
/// days in UTC, by Strava's clock.
/// </summary>
internal sealed class StravaRateLimiter(Database database, Leases leases, TimeProvider clock) : ICallLimit
{
    /// <summary>Corrections of the clock by a time service are smaller.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(5);

    /// <summary>An answer arrives at most this long after Strava counted its call.</summary>
    private static readonly TimeSpan MaxLateness = TimeSpan.FromMinutes(2);

    /// <summary>Whether the window of an answer is the stored one.</summary>
    private enum WindowOrder
    {
        Same,

        /// <summary>The answer came late, and the next window has begun.</summary>
        Earlier,

        /// <summary>The stored one is over.</summary>
        Later,
    }

    /// <summary>The time by the database's clock, which is the same for all nodes.</summary>
    private DateTimeOffset Now => leases.ToDatabaseTime(clock.GetUtcNow());

    /// <summary>Returns the error if no request is allowed now; null if one is.</summary>
    public StravaError? FindBlockingError()
    {
        using var connection = database.Open();
        if (RateLimitRepository.Find(connection, StravaSource.StoreName) is not { } limit)
        {
            return null;
        }

        var now = Now;
        if (PlausibleInstant.FilterWait(limit.BlockedUntil, now) is { } until && now < until)
        {
            return CreateError(until, until == limit.DayEndsAt);
        }

        if (
            IsCurrentWindow(limit.DayEndsAt, now, RateLimit.DayWindow)
            && (IsSpent(limit.DayUsed, limit.DayLimit) || IsSpent(limit.ReadDayUsed, limit.ReadDayLimit))
        )
        {
            return CreateError(limit.DayEndsAt, isDay: true);
        }

        return
            IsCurrentWindow(limit.ShortEndsAt, now, RateLimit.ShortWindow)
            && (IsSpent(limit.ShortUsed, limit.ShortLimit) || IsSpent(limit.ReadShortUsed, limit.ReadShortLimit))
            ? CreateError(limit.ShortEndsAt, isDay: false)
            : null;
    }

    /// <summary>Counts a call that reads, if one is allowed.</summary>
    /// <returns>The error if none is allowed; null if it was counted.</returns>
    public StravaError? TryReserve()
    {
        var times = CreateTimes(Now);
        using (var connection = database.Open())
        {
            if (RateLimitRepository.TryReserve(connection, StravaSource.StoreName, times))
            {
                return null;
            }
        }

        // If the window ended just now, waiting for the next one is harmless.
        return FindBlockingError() ?? CreateError(times.ShortEndsAt, isDay: false);
    }

    /// <exception cref="StravaLimitException">No call is allowed now.</exception>
    public void Reserve()
    {
        if (TryReserve() is { } error)
        {
            throw new StravaLimitException(error);
        }
    }

    public void Release()
    {
        using var connection = database.Open();
        RateLimitRepository.Release(connection, StravaSource.StoreName, CreateTimes(Now));
    }

    /// <summary>
    /// Saves the limits from a response of the API. OAuth responses have no such headers and must not be passed.
    /// </summary>
    public void Observe(StravaResponse reply)
    {
        if (reply.Headers is not { } headers)
        {
            return;
        }

        var isRefusal = reply.ErrorKind == StravaErrorKind.LimitReached;
        var all = (Limit: ParsePair(headers, "X-RateLimit-Limit"), Used: ParsePair(headers, "X-RateLimit-Usage"));
        var read = (
            Limit: ParsePair(headers, "X-ReadRateLimit-Limit"),
            Used: ParsePair(headers, "X-ReadRateLimit-Usage")
        );
        if (!isRefusal && all.Used is null && read.Used is null)
        {
            return; // a proxy's page, not a response from the API
        }

        var now = Now;
        var there = headers.Date ?? now;
        var observed = new RateLimit
        {
            ShortLimit = all.Limit?.Short,
            ShortUsed = all.Used?.Short,
            DayLimit = all.Limit?.Day,
            DayUsed = all.Used?.Day,
            ReadShortLimit = read.Limit?.Short,
            ReadShortUsed = read.Used?.Short,
            ReadDayLimit = read.Limit?.Day,
            ReadDayUsed = read.Used?.Day,
            ShortEndsAt = now + ComputeRemainingTime(there, RateLimit.ShortWindow),
            DayEndsAt = now + ComputeRemainingTime(there, RateLimit.DayWindow),
        };
        if (isRefusal)
        {
            observed = observed with { BlockedUntil = ComputeReopenTime(observed, headers, now) };
        }

        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        RateLimitRepository.Lock(connection, transaction, StravaSource.StoreName);
        var stored = RateLimitRepository.Find(connection, StravaSource.StoreName, transaction);
        RateLimitRepository.Save(
            connection,
            transaction,
            StravaSource.StoreName,
            stored is null ? observed : Combine(stored, observed, now),
            now
        );
        transaction.Commit();
    }

    private static RateLimitTimes CreateTimes(DateTimeOffset now) =>
        new(
            now,
            now + ComputeRemainingTime(now, RateLimit.ShortWindow),
            now + RateLimit.ShortWindow + ClockTolerance,
            now + ComputeRemainingTime(now, RateLimit.DayWindow),
            now + RateLimit.DayWindow + ClockTolerance
        );

    /// <summary>
    /// Adds what an answer says to what is stored: limits replace earlier ones, counts of the same window and waits
    /// only grow.
    /// </summary>
    private static RateLimit Combine(RateLimit stored, RateLimit observed, DateTimeOffset now)
    {
        var quarter = CompareWindows(stored.ShortEndsAt, observed.ShortEndsAt, now, RateLimit.ShortWindow);
        var day = CompareWindows(stored.DayEndsAt, observed.DayEndsAt, now, RateLimit.DayWindow);
        var wait = PlausibleInstant.FilterWait(stored.BlockedUntil, now);
        return new RateLimit
        {
            ShortLimit = observed.ShortLimit ?? stored.ShortLimit,
            ShortUsed = CombineCounts(quarter, stored.ShortUsed, observed.ShortUsed),
            DayLimit = observed.DayLimit ?? stored.DayLimit,
            DayUsed = CombineCounts(day, stored.DayUsed, observed.DayUsed),
            ReadShortLimit = observed.ReadShortLimit ?? stored.ReadShortLimit,
            ReadShortUsed = CombineCounts(quarter, stored.ReadShortUsed, observed.ReadShortUsed),
            ReadDayLimit = observed.ReadDayLimit ?? stored.ReadDayLimit,
            ReadDayUsed = CombineCounts(day, stored.ReadDayUsed, observed.ReadDayUsed),
            ShortEndsAt = quarter == WindowOrder.Earlier ? stored.ShortEndsAt : observed.ShortEndsAt,
            DayEndsAt = day == WindowOrder.Earlier ? stored.DayEndsAt : observed.DayEndsAt,
            BlockedUntil = observed.BlockedUntil is null || wait > observed.BlockedUntil ? wait : observed.BlockedUntil,
        };
    }

    /// <summary>
    /// Compares the ends of two windows. Both are estimates of an end by Strava's clock, so they differ a little.
    /// </summary>
    private static WindowOrder CompareWindows(
        DateTimeOffset stored,
        DateTimeOffset observed,
        DateTimeOffset now,
        TimeSpan window
    )
    {
        if (!IsCurrentWindow(stored, now, window) || observed - stored >= window / 2)
        {
            return WindowOrder.Later;
        }

        return observed - now <= MaxLateness && stored - observed > MaxLateness
            ? WindowOrder.Earlier
            : WindowOrder.Same;
    }

    private static long? CombineCounts(WindowOrder order, long? stored, long? observed) =>
        order switch
        {
            WindowOrder.Earlier => stored,
            WindowOrder.Later => observed,
            _ => stored is null || observed > stored ? observed : stored,
        };

    /// <summary>Whether a window that ends at this instant is the current one.</summary>
    private static bool IsCurrentWindow(DateTimeOffset endsAt, DateTimeOffset now, TimeSpan window) =>
        now < endsAt && endsAt - now <= window + ClockTolerance;

    private static DateTimeOffset ComputeReopenTime(RateLimit observed, HttpResponseHeaders headers, DateTimeOffset now)
    {
        var dayIsOver = observed.DayUsed >= observed.DayLimit || observed.ReadDayUsed >= observed.ReadDayLimit;
        var reopens = dayIsOver ? observed.DayEndsAt : observed.ShortEndsAt;
        var told = headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        var asked = now + (told < PlausibleInstant.MaxWait ? told : PlausibleInstant.MaxWait);
        return asked > reopens ? asked : reopens;
    }

    /// <summary>
    /// Computes the rest of the window that contains the instant, rounded up to whole seconds as the store keeps them,
    /// plus one second.
    /// </summary>
    private static TimeSpan ComputeRemainingTime(DateTimeOffset instant, TimeSpan window)
    {
        var left = window - TimeSpan.FromTicks(instant.UtcTicks % window.Ticks);
        return TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds) + 1);
    }

    private static bool IsSpent(long? used, long? limit) =>
        used is not null && limit is not null && used >= limit - (limit / RateLimit.ReserveDivisor);

    private static (long Short, long Day)? ParsePair(HttpResponseHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out var values))
        {
            return null;
        }

        var parts = string.Join(',', values).Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && ParseCount(parts[0]) is { } first && ParseCount(parts[1]) is { } second
            ? (first, second)
            : null;
    }

    private static long? ParseCount(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static StravaError CreateError(DateTimeOffset until, bool isDay)
    {
        var window = isDay ? "day (UTC)" : "quarter hour";
        var end = until.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        return new StravaError(
            StravaErrorKind.LimitReached,
            $"Strava: rate limit for this {window} reached. Syncing resumes automatically after {end} UTC.",
            until
        );
    }
}

/// <summary>No call is allowed now.</summary>
/// <param name="error">Why, and until when.</param>
internal sealed class StravaLimitException(StravaError error) : Exception(error.Message)
{
    public StravaError Error => error;
}
