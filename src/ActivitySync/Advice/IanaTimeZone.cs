using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace ActivitySync.Advice;

/// <summary>Time zones by their IANA names, each read from the disk once.</summary>
internal static class IanaTimeZone
{
    private static readonly ConcurrentDictionary<string, TimeZoneInfo> Known = new(StringComparer.Ordinal);

    /// <summary>The zone of exactly this IANA name; Windows names, other spellings and what a machine calls its own are none.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out TimeZoneInfo? zone)
    {
        if (Known.TryGetValue(name, out zone))
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

        Known[name] = zone;
        return true;
    }

    /// <summary>Files that lie beside the zones without being names of one.</summary>
    private static bool IsMachineAlias(string name) =>
        name is "localtime" or "posixrules" or "Factory"
        || name.StartsWith("posix/", StringComparison.Ordinal)
        || name.StartsWith("right/", StringComparison.Ordinal);
}
