using System.Globalization;
using System.Net.Http.Headers;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Keeps within the application's limits: it reads them from Strava's headers (both pairs), holds them across restarts,
/// and closes before they are reached. Windows are the quarter hours and the days of UTC, by Strava's own clock.
/// </summary>
internal sealed class StravaRateLimiter(Database database, TimeProvider clock)
{
    /// <summary>One call in ten is left for others that use the same app, and for readings that run at the same time.</summary>
    private const int ReserveDivisor = 10;

    private static readonly TimeSpan QuarterHour = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The trouble if no call may be made now; null if one may.</summary>
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

    /// <summary>Takes in what an answer of the API tells. Answers of the authorisation tell nothing and are not for here.</summary>
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
            return; // a page from the way there, not from the API
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

    /// <summary>Whether a window that ends at this instant is the one we are in.</summary>
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

    /// <summary>What is left of the window that holds the instant; a whole second at least, which is what the store keeps.</summary>
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

    private static StravaError CreateError(DateTimeOffset until, bool isDay) =>
        new(
            StravaErrorKind.LimitReached,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Strava: the app's limit of calls for this {(isDay ? "day (UTC)" : "quarter of an hour")} is reached; it goes on by itself after {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."
            ),
            until
        );
}
