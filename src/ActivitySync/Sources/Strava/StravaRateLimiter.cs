using System.Globalization;
using System.Net.Http.Headers;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Respects the app's rate limits: reads them from Strava's headers (both pairs), stores them across restarts, and
/// blocks requests before a limit is reached. The windows are the quarter hours and the days in UTC, by Strava's clock.
/// </summary>
internal sealed class StravaRateLimiter(Database database, TimeProvider clock)
{
    /// <summary>
    /// Reserves one request in ten for other programs that use the same app and for syncs that run at the same time.
    /// </summary>
    private const int ReserveDivisor = 10;

    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Returns the error if no request is allowed now; null if one is.</summary>
    public StravaError? FindBlockingError()
    {
        using var connection = database.Open();
        if (RateLimitRepository.Find(connection, StravaSource.StoreName) is not { } limit)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (PlausibleInstant.FilterWait(limit.BlockedUntil, now) is { } until && now < until)
        {
            return CreateError(until, until == limit.DayEndsAt);
        }

        if (
            IsCurrentWindow(limit.DayEndsAt, now)
            && (IsSpent(limit.DayUsed, limit.DayLimit) || IsSpent(limit.ReadDayUsed, limit.ReadDayLimit))
        )
        {
            return CreateError(limit.DayEndsAt, isDay: true);
        }

        return
            IsCurrentWindow(limit.ShortEndsAt, now)
            && (IsSpent(limit.ShortUsed, limit.ShortLimit) || IsSpent(limit.ReadShortUsed, limit.ReadShortLimit))
            ? CreateError(limit.ShortEndsAt, isDay: false)
            : null;
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

        var now = clock.GetUtcNow();
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
            ShortEndsAt = now + ComputeRemainingTime(there, QuarterHour),
            DayEndsAt = now + ComputeRemainingTime(there, Day),
        };
        if (isRefusal)
        {
            observed = observed with { BlockedUntil = ComputeReopenTime(observed, headers, now) };
        }

        using var connection = database.Open();
        RateLimitRepository.Save(connection, StravaSource.StoreName, observed, clock);
    }

    /// <summary>Whether a window that ends at this instant is the current one.</summary>
    private static bool IsCurrentWindow(DateTimeOffset endsAt, DateTimeOffset now) =>
        now < endsAt && PlausibleInstant.FilterWait(endsAt, now) is not null;

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
        used is not null && limit is not null && used >= limit - (limit / ReserveDivisor);

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
