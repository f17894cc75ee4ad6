using System.Globalization;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Calendars;

/// <summary>Collects the races of a calendar's events: recurring events, with the starts that others replace.</summary>
internal static class RaceCollector
{
    private const int MaxKeyLength = 300;

    /// <summary>A race that moves further is another one.</summary>
    private static readonly TimeSpan MaxShift = TimeSpan.FromDays(366);

    /// <summary>Collects the races within a window. Adds the events whose starts can't be found.</summary>
    public static IReadOnlyCollection<ParsedRace> Collect(
        IReadOnlyList<CalendarEntry> entries,
        RaceWindow window,
        List<LeftOutEvent> leftOut
    )
    {
        var latest = RemoveOldRevisions(entries);
        var replacements = latest
            .Where(entry => entry.Replaced is not null)
            .ToLookup(entry => entry.Id, StringComparer.Ordinal);
        var sharedIds = latest
            .Where(entry => entry.Replaced is null && entry.Id.Length > 0)
            .GroupBy(entry => entry.Id)
            .Where(group => group.Count() > 1)
            .Select(group => group.Key)
            .ToHashSet(StringComparer.Ordinal);
        var races = new Dictionary<string, ParsedRace>(StringComparer.Ordinal);
        foreach (var entry in latest.Where(entry => !entry.IsCancelled))
        {
            var replacing = entry.Replaced is null && entry.Id.Length > 0 ? replacements[entry.Id] : [];
            var (found, error) = FindRaces(entry, [.. replacing], window);
            if (error is not null)
            {
                leftOut.Add(new LeftOutEvent(entry.Name, entry.Id, error.Value));
                continue;
            }

            var isOneOfMany = entry.IsRecurring || entry.Replaced is not null || sharedIds.Contains(entry.Id);
            foreach (var (date, name) in found)
            {
                AddRace(races, entry, isOneOfMany, date, name);
            }
        }

        return races.Values;
    }

    /// <summary>Of several revisions of one replaced start, only the latest counts.</summary>
    private static List<CalendarEntry> RemoveOldRevisions(IReadOnlyList<CalendarEntry> entries)
    {
        var latest = entries
            .Where(entry => entry is { Replaced: not null, Id.Length: > 0 })
            .GroupBy(entry => (entry.Id, entry.Replaced!.Value.HasTime, entry.ConvertToUtc(entry.Replaced.Value)))
            .Select(revisions => revisions.Reverse().MaxBy(entry => entry.Sequence)!)
            .ToHashSet();
        return [.. entries.Where(entry => entry.Replaced is null || entry.Id.Length == 0 || latest.Contains(entry))];
    }

    private static (IReadOnlyList<(DateOnly Date, string Name)> Races, EventError? Error) FindRaces(
        CalendarEntry entry,
        IReadOnlyList<CalendarEntry> replacing,
        RaceWindow window
    )
    {
        var (starts, error) = OccurrenceFinder.Find(entry, window.SearchFrom, window.SearchTo);
        if (starts is null)
        {
            return ([], error);
        }

        var moved = MoveFollowing(entry, replacing, starts);
        foreach (var one in replacing)
        {
            starts.Remove([.. starts.FindNamed(one.Replaced!.Value, isByDay: true)]);
        }

        var races = new List<(DateOnly Date, string Name)>();
        foreach (var start in starts.Walls)
        {
            var (wall, by) = moved.TryGetValue(start, out var later) ? later : (start, entry);
            if (!by.IsCancelled && window.FindDate(entry, wall) is { } date)
            {
                races.Add((date, by.Name));
            }
        }

        return (races, null);
    }

    /// <summary>
    /// Returns the starts that "this and all following" moves, and the event that moves each. An event that recurs by
    /// itself gives its own starts, so those after it are removed.
    /// </summary>
    private static Dictionary<DateTime, (DateTime Wall, CalendarEntry By)> MoveFollowing(
        CalendarEntry entry,
        IEnumerable<CalendarEntry> replacing,
        EventStarts starts
    )
    {
        var moved = new Dictionary<DateTime, (DateTime Wall, CalendarEntry By)>();
        foreach (
            var (by, from) in replacing
                .Where(one => one.ReplacesFollowing)
                .Select(one => (By: one, From: entry.ConvertToWall(one.Replaced!.Value)))
                .OrderBy(one => one.From)
        )
        {
            var following = starts.Walls.Where(start => start >= from).ToList();
            if (by.IsRecurring)
            {
                starts.Remove(following);
                continue;
            }

            var shift = entry.ConvertToWall(by.Start) - from;
            foreach (var start in following)
            {
                moved[start] = (shift.Duration() <= MaxShift ? start + shift : start, by);
            }
        }

        return moved;
    }

    private static void AddRace(
        Dictionary<string, ParsedRace> races,
        CalendarEntry entry,
        bool isOneOfMany,
        DateOnly date,
        string name
    )
    {
        var id = entry.Id.Length > 0 ? entry.Id : name;
        var day = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var race = RaceCalendarParser.CreateRace(name, date);

        // Without an id, or on the same day as another event with the same id, date and title distinguish events.
        foreach (var candidate in new[] { isOneOfMany ? $"{day} {id}" : id, $"{day} {id}", $"{day} {name} {id}" })
        {
            var key = SingleLineText.From(candidate, MaxKeyLength);
            if (!races.TryGetValue(key, out var other))
            {
                races.Add(key, new ParsedRace(key, race));
                return;
            }

            if (other.Race == race)
            {
                return;
            }
        }
    }
}

/// <summary>The days for which a calendar is read.</summary>
/// <param name="From">The first local day.</param>
/// <param name="To">The last local day.</param>
/// <param name="Home">The athlete's zone.</param>
internal sealed record RaceWindow(DateOnly From, DateOnly To, TimeZoneInfo Home)
{
    /// <summary>The days between the same moment in two zones, and between a start and where it was moved to.</summary>
    private const int EdgeDays = 1;

    private readonly CalendarZone _home = new SystemCalendarZone(Home);

    /// <summary>The first day of a start in any zone that may be within the window.</summary>
    public DateTime SearchFrom => From.AddDays(-EdgeDays).ToDateTime(TimeOnly.MinValue);

    /// <summary>The last day of a start in any zone that may be within the window.</summary>
    public DateTime SearchTo => To.AddDays(EdgeDays).ToDateTime(TimeOnly.MinValue);

    /// <summary>
    /// Returns the day of an all-day event, or the day on which a timed event starts in the athlete's time zone; null
    /// if it isn't within the window.
    /// </summary>
    /// <remarks>A time without a zone, or with an unknown one, is taken as written.</remarks>
    public DateOnly? FindDate(CalendarEntry entry, DateTime wall)
    {
        var local = entry.Start is { HasTime: true, Zone: { } zone } ? _home.FromUtc(zone.ToUtc(wall)) : wall;
        var date = DateOnly.FromDateTime(local);
        return date >= From && date <= To ? date : null;
    }
}
