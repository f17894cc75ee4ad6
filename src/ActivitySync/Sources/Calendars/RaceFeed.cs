using System.Text.RegularExpressions;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources.Files;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;

namespace ActivitySync.Sources.Calendars;

/// <summary>
/// Reads a calendar of races (ICS). Every event is a race but those that were cancelled: it is a calendar of races, and
/// guessing which of its entries are some would be wrong in both directions.
/// </summary>
internal static partial class RaceFeed
{
    /// <summary>More than any runner starts in.</summary>
    private const int MostRaces = 500;

    /// <summary>A race every week and some beside; an event that comes more often within the window is no race.</summary>
    private const int MostOfOneEvent = 150;

    /// <summary>Entries of a calendar; one of races has some hundred.</summary>
    private const int MostEvents = 5000;

    private const int MaxNameLength = 200;
    private const int MaxKeyLength = 300;

    /// <summary>The races between two local days, both included; null if it is no calendar.</summary>
    public static IReadOnlyList<FeedRace>? Read(string text, TimeZoneInfo home, DateOnly from, DateOnly to)
    {
        try
        {
            if (!text.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)) return null;
            var entries = CalendarText.EventsOf(text);
            if (entries.Count > MostEvents) return null;

            // An occurrence that was moved or cancelled stands as an entry of its own beside the recurring one.
            var apart = entries.Where(entry => entry.RecurrenceIdentifier is not null)
                .Select(entry => (entry.Uid, entry.RecurrenceIdentifier!.StartTime.Date)).ToHashSet();
            var races = new Dictionary<string, FeedRace>(StringComparer.Ordinal);
            foreach (var entry in entries.Where(entry => !IsCancelled(entry)))
            {
                foreach (var start in StartsOf(entry, from, to))
                {
                    if (entry.RecurrenceIdentifier is null && apart.Contains((entry.Uid, start.Date))) continue;
                    var date = DateOf(start, home);
                    if (date < from || date > to) continue;
                    var race = new FeedRace(KeyOf(entry, date), Race(entry, date));
                    races[race.Key] = race;
                }
            }

            return races.Count > MostRaces ? null : [.. races.Values.OrderBy(race => race.Race.Date).ThenBy(race => race.Key, StringComparer.Ordinal)];
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            return null; // the library throws whatever a hostile text makes it throw
        }
    }

    /// <summary>
    /// When an entry takes place within the window and a day around it. One that cannot be worked out, or comes more
    /// often than any race, gives none and costs the others nothing.
    /// </summary>
    private static List<CalDateTime> StartsOf(CalendarEvent entry, DateOnly from, DateOnly to)
    {
        if (entry.Start is not { } first) return [];
        if (entry.RecurrenceRule is null && !entry.RecurrenceDates.GetAllDates().Any()) return [first];
        if (entry.RecurrenceRule?.Frequency is Ical.Net.FrequencyType.Secondly or Ical.Net.FrequencyType.Minutely or Ical.Net.FrequencyType.Hourly) return [];
        try
        {
            var starts = entry.GetOccurrences(new CalDateTime(from.AddDays(-1)))
                .TakeWhile(occurrence => occurrence.Period.StartTime.Date <= to.AddDays(1))
                .Take(MostOfOneEvent + 1)
                .Select(occurrence => occurrence.Period.StartTime)
                .ToList();
            return starts.Count > MostOfOneEvent ? [] : starts;
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static CalendarRace Race(CalendarEvent entry, DateOnly date)
    {
        var name = OneLine.Of(entry.Summary ?? "", MaxNameLength);
        var importance = ImportancePattern().Match(name);
        return new CalendarRace
        {
            Date = date,
            Name = name,
            DistanceMeters = RaceTitle.DistanceOf(name),
            Importance = importance.Success ? Enum.Parse<Importance>(importance.Groups[1].Value + importance.Groups[2].Value) : null,
        };
    }

    private static bool IsCancelled(CalendarEvent entry) =>
        string.Equals(entry.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase) || CancelledPattern().IsMatch(entry.Summary ?? "");

    /// <summary>A day of its own for an all-day event; of a timed one the day on which it starts where the runner lives.</summary>
    private static DateOnly DateOf(CalDateTime start, TimeZoneInfo home) =>
        !start.HasTime || start.IsFloating || (!start.IsUtc && !TimeZoneInfo.TryFindSystemTimeZoneById(start.TzId ?? "", out _))
            ? start.Date // of a zone that only the feed knows the written day is the best guess, and nearly always right
            : DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(start.AsUtc, DateTimeKind.Utc), home));

    private static string KeyOf(CalendarEvent entry, DateOnly date)
    {
        var id = entry.Uid is { Length: > 0 } uid ? uid : entry.Summary ?? "";
        var isOneOfMany = entry.RecurrenceRule is not null || entry.RecurrenceIdentifier is not null;
        return OneLine.Of(isOneOfMany ? $"{date:yyyy-MM-dd} {id}" : id, MaxKeyLength);
    }

    /// <summary>An A race, marked as runners mark it: (A), [B], "C race", "A-race".</summary>
    [GeneratedRegex(@"[(\[]([ABC])[)\]]|\b([ABC])[ -][Rr]ace\b", RegexOptions.CultureInvariant)]
    private static partial Regex ImportancePattern();

    [GeneratedRegex(@"^\W*(cancelled|canceled|abgesagt|annulé|cancelado|annullato)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CancelledPattern();
}
