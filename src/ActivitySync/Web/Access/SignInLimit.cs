namespace ActivitySync.Web.Access;

/// <summary>
/// Limits requests for sign-in links: a few an hour for each typed name and each client address. Counted in memory:
/// a restart allows them again.
/// </summary>
internal sealed class SignInLimit(TimeProvider clock)
{
    /// <summary>Allowed within an hour.</summary>
    public const int MaxPerHour = 5;

    /// <summary>Bounds the memory; when it is full, counting starts again. One address alone can’t fill it.</summary>
    private const int MaxKeys = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _requests = new(StringComparer.Ordinal);

    /// <summary>Counts a request for several keys; false if one of them has reached the limit.</summary>
    public bool TryCount(params ReadOnlySpan<string> keys)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (Get(key, now).Count >= MaxPerHour)
                {
                    return false;
                }
            }

            if (_requests.Count > MaxKeys)
            {
                _requests.Clear();
            }

            foreach (var key in keys)
            {
                Get(key, now).Add(now);
            }

            return true;
        }
    }

    private List<DateTimeOffset> Get(string key, DateTimeOffset now)
    {
        if (!_requests.TryGetValue(key, out var times))
        {
            _requests[key] = times = [];
        }

        times.RemoveAll(time => (now - time).Duration() >= Period);
        return times;
    }
}
