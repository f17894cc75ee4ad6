namespace ActivitySync.Outbox;

/// <summary>How long a mail waits after a try: from minutes to hours, so that a server away for a day is not pestered.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    /// <summary>5, 10, 20 … minutes, at most 4 hours.</summary>
    /// <param name="attempts">Tries so far, from 1.</param>
    public static TimeSpan After(long attempts)
    {
        var doublings = Math.Clamp(attempts - 1, 0, 6);
        var delay = First * Math.Pow(2, doublings);
        return delay < Longest ? delay : Longest;
    }
}
