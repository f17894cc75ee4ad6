namespace ActivitySync.Web.Access;

/// <summary>
/// Lets an athlete send a copy of an email at most once a minute, so that a double click sends one. Kept in memory: a
/// restart allows it again.
/// </summary>
internal sealed class ResendLimit(TimeProvider clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, DateTimeOffset> _latest = new(StringComparer.Ordinal);

    /// <summary>Counts an attempt of an athlete; false if the last one was less than a minute ago.</summary>
    public bool TryCount(string athlete)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            // A clock that was set back must not block for long.
            if (_latest.TryGetValue(athlete, out var latest) && (now - latest).Duration() < Interval)
            {
                return false;
            }

            _latest[athlete] = now;
            return true;
        }
    }
}
