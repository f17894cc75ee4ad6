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
    /// <summary>More than any runner starts in; an event that recurs each day is no race.</summary>
    private const int MostRaces = 500;

    private const int MaxNameLength = 200;
    private const int MaxKeyLength = 300;

    /// <summary>The races between two local days, both included; null if it is no calendar.</summary>
    public static IReadOnlyList<FeedRace>? Read(string text, TimeZoneInfo home, DateOnly from, DateOnly to)
    {
        try
        {
            if (!text.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase)) return null;
            var races = new Dictionary<string, FeedRace>(StringComparer.Ordinal);
            foreach (var calendar in Ical.Net.CalendarCollection.Load(text))
            {
                var occurrences = calendar.GetOccurrences<CalendarEvent>(new CalDateTime(from.AddDays(-1)))
                    .TakeWhile(occurrence => occurrence.Period.StartTime.Date <= to.AddDays(1))
                    .Take(MostRaces);
                foreach (var occurrence in occurrences)
                {
                    if (occurrence.Source is not CalendarEvent entry || IsCancelled(entry)) continue;
                    var date = DateOf(occurrence.Period.StartTime, home);
                    if (date < from || date > to) continue;
                    var race = new FeedRace(KeyOf(entry, date), Race(entry, date));
                    races[race.Key] = race;
                }
            }

            return [.. races.Values.OrderBy(race => race.Race.Date).ThenBy(race => race.Key, StringComparer.Ordinal)];
        }
        catch (Exception trouble) when (trouble is not OutOfMemoryException)
        {
            return null; // the library throws whatever a hostile text makes it throw
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
        !start.HasTime || start.IsFloating
            ? start.Date
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
