using System.Globalization;
using System.Net.Http.Headers;
using ActivitySync.Store;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Keeps within the application's limits: it reads them from Strava's headers (both pairs), holds them across restarts,
/// and closes before they are reached. Windows are the quarter hours and the days of UTC, by Strava's own clock.
/// </summary>
internal sealed class StravaLimits(Database database, TimeProvider clock)
{
    /// <summary>One call in ten is left for others that use the same app, and for readings that run at the same time.</summary>
    private const int ReserveDivisor = 10;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The trouble if no call may be made now; null if one may.</summary>
    public StravaTrouble? Closed()
    {
        using var store = database.Open();
        if (RateLimits.Find(store, StravaSource.StoreName) is not { } limit) return null;
        var now = clock.GetUtcNow();
        if (Believable.Wait(limit.BlockedUntil, now) is { } until && now < until) return Trouble(until, until == limit.DayEndsAt);
        if (IsOn(limit.DayEndsAt, now) && (Spent(limit.DayUsed, limit.DayLimit) || Spent(limit.ReadDayUsed, limit.ReadDayLimit)))
            return Trouble(limit.DayEndsAt, isDay: true);
        return IsOn(limit.ShortEndsAt, now) && (Spent(limit.ShortUsed, limit.ShortLimit) || Spent(limit.ReadShortUsed, limit.ReadShortLimit))
            ? Trouble(limit.ShortEndsAt, isDay: false)
            : null;
    }

    /// <summary>Takes in what an answer of the API tells. Answers of the authorisation tell nothing and are not for here.</summary>
    public void Observe(StravaReply reply)
    {
        if (reply.Headers is not { } headers) return;
        var isRefusal = reply.Fault == StravaFault.LimitReached;
        var all = (Limit: Pair(headers, "X-RateLimit-Limit"), Used: Pair(headers, "X-RateLimit-Usage"));
        var read = (Limit: Pair(headers, "X-ReadRateLimit-Limit"), Used: Pair(headers, "X-ReadRateLimit-Usage"));
        if (!isRefusal && all.Used is null && read.Used is null) return; // a page from the way there, not from the API

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
            ShortEndsAt = now + Left(there, Quarter),
            DayEndsAt = now + Left(there, Day),
        };
        if (isRefusal) observed = observed with { BlockedUntil = Reopens(observed, headers, now) };
        using var store = database.Open();
        RateLimits.Save(store, StravaSource.StoreName, observed, clock);
    }

    /// <summary>Whether a window that ends at this instant is the one we are in.</summary>
    private static bool IsOn(DateTimeOffset endsAt, DateTimeOffset now) => now < endsAt && Believable.Wait(endsAt, now) is not null;

    private static DateTimeOffset Reopens(RateLimit observed, HttpResponseHeaders headers, DateTimeOffset now)
    {
        var dayIsOver = observed.DayUsed >= observed.DayLimit || observed.ReadDayUsed >= observed.ReadDayLimit;
        var reopens = dayIsOver ? observed.DayEndsAt : observed.ShortEndsAt;
        var told = headers.RetryAfter?.Delta ?? TimeSpan.Zero;
        var asked = now + (told < Believable.LongestWait ? told : Believable.LongestWait);
        return asked > reopens ? asked : reopens;
    }

    /// <summary>What is left of the window that holds the instant; a whole second at least, which is what the store keeps.</summary>
    private static TimeSpan Left(DateTimeOffset instant, TimeSpan window)
    {
        var left = window - TimeSpan.FromTicks(instant.UtcTicks % window.Ticks);
        return TimeSpan.FromSeconds(Math.Ceiling(left.TotalSeconds) + 1);
    }

    private static bool Spent(long? used, long? limit) => used is not null && limit is not null && used >= limit - (limit / ReserveDivisor);

    private static (long Short, long Day)? Pair(HttpResponseHeaders headers, string name)
    {
        if (!headers.TryGetValues(name, out var values)) return null;
        var parts = string.Join(',', values).Split(',', StringSplitOptions.TrimEntries);
        return parts.Length == 2 && Count(parts[0]) is { } first && Count(parts[1]) is { } second ? (first, second) : null;
    }

    private static long? Count(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : null;

    private static StravaTrouble Trouble(DateTimeOffset until, bool isDay) => new(
        StravaFault.LimitReached,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Strava: the app's limit of calls for this {(isDay ? "day (UTC)" : "quarter of an hour")} is reached; it goes on by itself after {until.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC."),
        until);
}
