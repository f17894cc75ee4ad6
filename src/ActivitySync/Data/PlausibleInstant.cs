namespace ActivitySync.Data;

/// <summary>
/// Ignores stored timestamps that are implausibly far in the future, which happens after the system clock was wrong.
/// Without this check, work would be delayed until that time.
/// </summary>
internal static class PlausibleInstant
{
    /// <summary>The longest plausible wait: rate limits of sources are reset at least daily.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    /// <summary>Corrections of the clock by a time service are smaller.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>Returns the time of a past event; null if it is in the future.</summary>
    public static DateTimeOffset? FilterPast(DateTimeOffset? instant, DateTimeOffset now) =>
        instant - now > Tolerance ? null : instant;

    /// <summary>Returns the end of a wait; null if it is implausibly far away.</summary>
    public static DateTimeOffset? FilterWait(DateTimeOffset? until, DateTimeOffset now) =>
        until - now > MaxWait + Tolerance ? null : until;
}
