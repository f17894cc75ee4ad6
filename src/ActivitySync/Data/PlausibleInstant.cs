namespace ActivitySync.Data;

/// <summary>
/// Holds stored instants against the clock. One that a clock running ahead wrote down lies further ahead than it can, and says
/// nothing: believed, it would hold the work up until that day has come.
/// </summary>
internal static class PlausibleInstant
{
    /// <summary>Nobody is asked to wait longer: the limits of services are those of a day.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromDays(1);

    /// <summary>A time service moves a clock by less.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>An instant of something that has happened; null if it cannot have.</summary>
    public static DateTimeOffset? FilterPast(DateTimeOffset? instant, DateTimeOffset now) =>
        instant - now > Tolerance ? null : instant;

    /// <summary>An instant up to which somebody waits; null if nobody waits that long.</summary>
    public static DateTimeOffset? FilterWait(DateTimeOffset? until, DateTimeOffset now) =>
        until - now > MaxWait + Tolerance ? null : until;
}
