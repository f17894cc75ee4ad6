using ActivitySync.Recovery;

namespace ActivitySync.Data;

/// <summary>
/// Merges the copies of a race in different calendars. Races of one calendar are never copies of each other.
/// </summary>
internal static class CalendarRaceMerger
{
    /// <summary>Distances of copies differ by less: a marathon is 42, 42.195 or 42.2 km.</summary>
    private const double MaxDistanceDifference = 0.05;

    /// <param name="races">The races, each with its calendar. The order decides whose name is kept.</param>
    public static IEnumerable<CalendarRace> Merge(IEnumerable<(string Feed, CalendarRace Race)> races)
    {
        var merged = new List<(HashSet<string> Feeds, CalendarRace Race)>();
        foreach (var (feed, race) in races)
        {
            var index = merged.FindIndex(other => !other.Feeds.Contains(feed) && AreCopies(other.Race, race));
            if (index < 0)
            {
                merged.Add(([feed], race));
                continue;
            }

            merged[index].Feeds.Add(feed);
            merged[index] = (merged[index].Feeds, Merge(merged[index].Race, race));
        }

        return merged.Select(group => group.Race);
    }

    /// <summary>Nobody runs two races of the same or of an unknown distance on one day.</summary>
    private static bool AreCopies(CalendarRace one, CalendarRace other) =>
        one.Date == other.Date
        && (
            one.DistanceMeters is not { } meters
            || other.DistanceMeters is not { } otherMeters
            || Math.Abs(meters - otherMeters) <= Math.Max(meters, otherMeters) * MaxDistanceDifference
        );

    /// <summary>An importance that a calendar states wins, the highest of several.</summary>
    private static CalendarRace Merge(CalendarRace one, CalendarRace other) =>
        one with
        {
            Name = one.Name.Length > 0 ? one.Name : other.Name,
            DistanceMeters = one.DistanceMeters ?? other.DistanceMeters,
            Importance =
                one.Importance is { } importance && !(other.Importance < importance) ? importance : other.Importance,
        };
}
