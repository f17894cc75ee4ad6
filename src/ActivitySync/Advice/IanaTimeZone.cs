using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ActivitySync.Advice;

/// <summary>Finds time zones by their IANA names and caches them.</summary>
internal static class IanaTimeZone
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Cache = new(StringComparer.Ordinal);

    /// <summary>
    /// Finds the zone with exactly this IANA name. Windows names, other spellings and names that only this machine
    /// defines are not found.
    /// </summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        if (Cache.TryGetValue(name, out zone))
        {
            return true;
        }

        if (
            !TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)
            || !zone.HasIanaId
            || zone.Id != name
            || IsMachineAlias(name)
        )
        {
            return false;
        }

        Cache[name] = zone;
        return true;
    }

    /// <summary>Returns whether a file in the time zone directory is not named after a zone.</summary>
    private static bool IsMachineAlias(string name) =>
        name is "localtime" or "posixrules" or "Factory"
        || name.StartsWith("posix/", StringComparison.Ordinal)
        || name.StartsWith("right/", StringComparison.Ordinal);
}
