using System.Text.RegularExpressions;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Sources.Calendars;

/// <summary>
/// Reads a calendar of races (ICS). Every event that wasn't cancelled is a race. An unreadable event is left out and
/// named.
/// </summary>
/// <remarks>A guess which events are races would miss some and include others.</remarks>
internal static partial class RaceCalendarParser
{
    /// <summary>Far above the number of races of one athlete.</summary>
    private const int MaxRaces = 500;

    /// <summary>A calendar of races has a few hundred events.</summary>
    private const int MaxEvents = 5000;

    /// <summary>A calendar of races has a few recurring events. Each costs time to evaluate.</summary>
    private const int MaxRecurringEvents = 100;

    /// <summary>Lines of the text, including alarms and time zones.</summary>
    private const int MaxLines = 100_000;

    /// <summary>Parameters and list items of all lines.</summary>
    private const int MaxParts = 300_000;

    /// <summary>
    /// Reads the races between two local days, both inclusive. Returns null if the text is not a plausible calendar.
    /// </summary>
    public static ParsedCalendar? Parse(CalendarContent content, TimeZoneInfo home, DateOnly from, DateOnly to)
    {
        if (CalendarText.ReadLines(content, MaxLines, MaxParts) is not { } lines)
        {
            return null;
        }

        var (calendars, isComplete) = CalendarReader.Read(lines);
        var events = calendars.SelectMany(FindEvents).ToList();
        if (
            calendars.Count == 0
            || events.Count > MaxEvents
            || events.Count(component => component.Properties.Exists(IsRecurrence)) > MaxRecurringEvents
        )
        {
            return null;
        }

        var entries = new List<CalendarEntry>();
        var leftOut = new List<LeftOutEvent>();
        foreach (var calendar in calendars)
        {
            var zones = new CalendarZones(calendar, home);
            var isCancelled = IsCancellation(calendar);
            foreach (var component in FindEvents(calendar))
            {
                if (TryParse(component, zones, out var entry) is { } error)
                {
                    AddLeftOut(leftOut, component, error);
                }
                else if (!isCancelled)
                {
                    entries.Add(entry!);
                }
            }
        }

        var window = new RaceWindow(from, to, home);
        var races = RaceCollector.Collect(entries, window, leftOut);
        return races.Count > MaxRaces
            ? null
            : new ParsedCalendar(
                [.. races.OrderBy(race => race.Race.Date).ThenBy(race => race.Key, StringComparer.Ordinal)],
                leftOut,
                isComplete
            );
    }

    /// <summary>Creates a race from the title of an event.</summary>
    public static CalendarRace CreateRace(string name, DateOnly date)
    {
        var importance = ImportancePattern().Match(name);
        return new CalendarRace
        {
            Date = date,
            Name = name,
            DistanceMeters = RaceNameParser.FindDistanceMeters(name),
            Importance = importance.Success
                ? Enum.Parse<Importance>(importance.Groups[1].Value + importance.Groups[2].Value)
                : null,
        };
    }

    private static IEnumerable<CalendarComponent> FindEvents(CalendarComponent calendar) =>
        calendar.Components.Where(component => component.Name == CalendarReader.Event);

    private static bool IsRecurrence(CalendarProperty property) => property.Name is "RRULE" or "EXRULE" or "RDATE";

    /// <summary>The calendar is a message that its events are cancelled.</summary>
    private static bool IsCancellation(CalendarComponent calendar) =>
        string.Equals(calendar.GetValueOrEmpty("METHOD").Trim(), "CANCEL", StringComparison.OrdinalIgnoreCase);

    private static EventError? TryParse(CalendarComponent component, CalendarZones zones, out CalendarEntry? entry)
    {
        entry = null;
        if (component.IsCutOff)
        {
            return EventError.CutOff;
        }

        entry = CalendarEntry.TryParse(component, zones);
        return entry is null ? EventError.Start : null;
    }

    private static void AddLeftOut(List<LeftOutEvent> leftOut, CalendarComponent component, EventError error)
    {
        if (!CalendarEntry.IsCancelledIn(component))
        {
            leftOut.Add(new LeftOutEvent(CalendarEntry.ReadName(component), CalendarEntry.ReadId(component), error));
        }
    }

    /// <summary>The importance in a title: (A), [B], "C race", "A-race".</summary>
    [GeneratedRegex(@"[(\[]([ABC])[)\]]|\b([ABC])[ -][Rr]ace\b", RegexOptions.CultureInvariant)]
    private static partial Regex ImportancePattern();
}

/// <summary>The races of a calendar.</summary>
/// <param name="Races">The races within the window, by date.</param>
/// <param name="LeftOut">The events that give no race although they weren't cancelled.</param>
/// <param name="IsComplete">False if the text ends early, so that events may be missing.</param>
internal sealed record ParsedCalendar(
    IReadOnlyList<ParsedRace> Races,
    IReadOnlyList<LeftOutEvent> LeftOut,
    bool IsComplete
);

/// <summary>A race of a calendar.</summary>
/// <param name="Key">
/// Identifies the race within the calendar: the event's id, with the date if the event recurs or shares its id.
/// </param>
/// <param name="Race">The race, on the athlete's local date.</param>
internal sealed record ParsedRace(string Key, CalendarRace Race);

/// <summary>An event that gives no race.</summary>
/// <param name="Name">The title; empty if it has none.</param>
/// <param name="Id">The event's id; empty if it has none.</param>
/// <param name="Error">Why it gives none.</param>
internal sealed record LeftOutEvent(string Name, string Id, EventError Error)
{
    /// <summary>Checks whether a race with a key may be one of this event's.</summary>
    public bool Includes(string key) =>
        Error != EventError.TooFrequent
        && Id.Length > 0
        && (key == Id || key.EndsWith($" {Id}", StringComparison.Ordinal));
}
