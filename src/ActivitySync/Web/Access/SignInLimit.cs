using System.Net;
using System.Net.Sockets;

namespace ActivitySync.Web.Access;

/// <summary>
/// Limits requests for sign-in links: a few an hour for each typed name and each client address. Counted in memory:
/// a restart allows them again.
/// </summary>
internal sealed class SignInLimit(TimeProvider clock)
{
    /// <summary>Allowed within an hour.</summary>
    public const int MaxPerHour = 5;

    /// <summary>Bounds the memory; when it is full, the keys that were counted longest ago are dropped.</summary>
    public const int MaxKeys = 10_000;

    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<DateTimeOffset>> _requests = new(StringComparer.Ordinal);

    /// <summary>
    /// What a client's requests are counted for: its address; with IPv6 its network (/64), since one client can have
    /// any address of it.
    /// </summary>
    public static string GetNetwork(IPAddress? client)
    {
        if (client is not { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false })
        {
            return client?.MapToIPv4().ToString() ?? "";
        }

        const int networkBytes = 8;
        var bytes = client.GetAddressBytes();
        bytes.AsSpan(networkBytes).Clear();
        return new IPAddress(bytes).ToString();
    }

    /// <summary>
    /// Counts a request for several keys; false if one of them has reached the limit. Then nothing is counted or
    /// stored.
    /// </summary>
    public bool TryCount(params ReadOnlySpan<string> keys)
    {
        var now = clock.GetUtcNow();
        lock (_gate)
        {
            foreach (var key in keys)
            {
                if (
                    _requests.TryGetValue(key, out var times)
                    && times.Count(time => IsCounted(time, now)) >= MaxPerHour
                )
                {
                    return false;
                }
            }

            DropOldest(keys.Length, now);
            foreach (var key in keys)
            {
                if (!_requests.TryGetValue(key, out var times))
                {
                    _requests[key] = times = [];
                }

                times.RemoveAll(time => !IsCounted(time, now));
                times.Add(now);
            }

            return true;
        }
    }

    /// <summary>Drops keys, so that others fit: first those that count no longer, then the oldest.</summary>
    private void DropOldest(int count, DateTimeOffset now)
    {
        if (_requests.Count + count <= MaxKeys)
        {
            return;
        }

        foreach (
            var key in _requests.Where(entry => !IsCounted(entry.Value[^1], now)).Select(entry => entry.Key).ToList()
        )
        {
            _requests.Remove(key);
        }

        while (_requests.Count + count > MaxKeys)
        {
            _requests.Remove(_requests.MinBy(entry => entry.Value[^1]).Key);
        }
    }

    private static bool IsCounted(DateTimeOffset time, DateTimeOffset now) => (now - time).Duration() < Period;
}
