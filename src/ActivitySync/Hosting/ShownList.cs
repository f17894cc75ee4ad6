using System.Globalization;

namespace ActivitySync.Hosting;

/// <summary>How much of a long list people get to see. JSON documents are complete.</summary>
internal static class ShownList
{
    /// <summary>
    /// With more athletes, states are shown as sums, and the rows of activities and log entries are not all read to
    /// find unreadable ones.
    /// </summary>
    public const int MaxAthletesInDetail = 200;

    /// <summary>A longer list ends with how many more there are.</summary>
    public const int MaxEntries = 20;

    /// <summary>Returns the first entries, and a last line if there are more.</summary>
    /// <param name="entries">The lines, the gravest first.</param>
    /// <param name="where">Where all of them are shown, such as <c>"Run 'activitysync status --json'"</c>.</param>
    public static IEnumerable<string> Limit(IReadOnlyList<string> entries, string where) =>
        entries.Count <= MaxEntries
            ? entries
            : entries
                .Take(MaxEntries)
                .Append(string.Create(CultureInfo.InvariantCulture, $"and {entries.Count - MaxEntries} more. {where}"));
}
