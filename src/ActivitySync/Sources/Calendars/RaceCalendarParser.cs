using System.Text.RegularExpressions;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace ActivitySync.Sources.Calendars;

/// <summary>
/// Reads a calendar of races (ICS). Every event is a race but those that were cancelled: it is a calendar of races, and
/// guessing which of its entries are some would be wrong in both directions.
/// </summary>
internal static partial class RaceCalendarParser
{
    /// <summary>More than any runner starts in.</summary>
    private const int MaxRaces = 500;

    /// <summary>A race every week and some beside; an event that comes more often within the window is no race.</summary>
    private const int MaxOccurrencesPerEvent = 150;

    /// <summary>Entries of a calendar; one of races has some hundred.</summary>
    private const int MaxEvents = 5000;

    /// <summary>Entries that recur, each of which is worked out; a runner has a few.</summary>
    private const int MaxRecurringEvents = 100;

    /// <summary>Lines of the text, alarms and time zones too. Each costs half a kilobyte once it is read.</summary>
    private const int MaxLines = 100_000;

    /// <summary>Parameters and parts of lists, in all lines together.</summary>
    private const int MaxParts = 300_000;

    /// <summary>Days, months and weeks that one rule names; all days of a year and some.</summary>
    private const int MaxValuesPerRule = 400;

    /// <summary>A rule that counts is followed from its beginning.</summary>
    private const int MaxRuleCount = 1000;

    /// <summary>The oldest race that is still run began in 1896.</summary>
    private const int EarliestYear = 1890;

    /// <summary>Days, or weeks, that pass between two occurrences: the 29th of February is eight years away at most.</summary>
    private static readonly EvaluationOptions EvaluationLimits = new() { MaxUnmatchedIncrementsLimit = 4000 };

    private const int MaxNameLength = 200;
    private const int MaxKeyLength = 300;

    private static readonly string[] RuleProperties = ["RRULE", "EXRULE"];

    /// <summary>The races between two local days, both included; null if it is no calendar.</summary>
    public static IReadOnlyList<ParsedRace>? Parse(string text, TimeZoneInfo home, DateOnly from, DateOnly to)
    {
        try
        {
            if (!text.Contains("BEGIN:VCALENDAR", StringComparison.OrdinalIgnoreCase))
            {
                return null;
            }

            var parts = text.AsSpan();
            if (parts.Count('\n') > MaxLines || parts.Count(';') + parts.Count(',') > MaxParts)
            {
                return null;
            }

            var entries = IcsParser.ParseEvents(text);
            if (entries.Count > MaxEvents || entries.Count(IsRecurring) > MaxRecurringEvents)
            {
                return null;
            }

            // An occurrence that was moved or cancelled stands as an entry of its own beside the recurring one.
            var apart = entries
                .Where(entry => entry.RecurrenceIdentifier is not null)
                .Select(entry => (entry.Uid, entry.RecurrenceIdentifier!.StartTime.Date))
                .ToHashSet();
            var races = new Dictionary<string, ParsedRace>(StringComparer.Ordinal);
            foreach (var entry in entries.Where(entry => !IsCancelled(entry)))
            {
                foreach (var start in FindStarts(entry, from, to))
                {
                    if (entry.RecurrenceIdentifier is null && apart.Contains((entry.Uid, start.Date)))
                    {
                        continue;
                    }

                    var date = GetLocalDate(start, home);
                    if (date < from || date > to)
                    {
                        continue;
                    }

                    var race = new ParsedRace(CreateKey(entry, date), CreateRace(entry, date));
                    races[race.Key] = race;
                }
            }

            return races.Count > MaxRaces
                ? null
                : [.. races.Values.OrderBy(race => race.Race.Date).ThenBy(race => race.Key, StringComparer.Ordinal)];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return null; // the library throws whatever a hostile text makes it throw
        }
    }

    /// <summary>
    /// When an entry takes place within the window and a day around it. One that cannot be worked out, or comes more
    /// often than any race, gives none and costs the others nothing.
    /// </summary>
    private static List<CalDateTime> FindStarts(CalendarEvent entry, DateOnly from, DateOnly to)
    {
        if (entry.Start is not { } first)
        {
            return [];
        }

        if (!IsRecurring(entry))
        {
            return [first];
        }

        if (!IsPlausibleRecurrence(entry, first))
        {
            return [];
        }

        try
        {
            var starts = entry
                .GetOccurrences(new CalDateTime(from.AddDays(-1)), EvaluationLimits)
                .TakeWhile(occurrence => occurrence.Period.StartTime.Date <= to.AddDays(1))
                .Take(MaxOccurrencesPerEvent + 1)
                .Select(occurrence => occurrence.Period.StartTime)
                .ToList();
            return starts.Count > MaxOccurrencesPerEvent ? [] : starts;
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [];
        }
    }

    private static bool IsRecurring(CalendarEvent entry) =>
        CountRules(entry) > 0 || entry.RecurrenceDates.GetAllDates().Any();

    private static int CountRules(CalendarEvent entry) =>
        RuleProperties.Sum(name => entry.Properties.AllOf(name).Count());

    /// <summary>
    /// Whether an entry recurs as races do. Working out others can take the memory or hours: hours, minutes and seconds
    /// multiply, and an exception to a rule is worked out like a rule.
    /// </summary>
    private static bool IsPlausibleRecurrence(CalendarEvent entry, CalDateTime first)
    {
        if (first.Year < EarliestYear || CountRules(entry) > 1)
        {
            return false;
        }

        if (entry.RecurrenceRule is not { } rule)
        {
            return CountRules(entry) == 0;
        }

        if (
            rule.Frequency
            is not (FrequencyType.Daily or FrequencyType.Weekly or FrequencyType.Monthly or FrequencyType.Yearly)
        )
        {
            return false;
        }

        if (rule.ByHour.Count > 1 || rule.ByMinute.Count > 1 || rule.BySecond.Count > 1)
        {
            return false;
        }

        var named =
            rule.ByDay.Count
            + rule.ByMonthDay.Count
            + rule.ByYearDay.Count
            + rule.ByWeekNo.Count
            + rule.ByMonth.Count
            + rule.BySetPosition.Count;
        return named <= MaxValuesPerRule && !(rule.Count > MaxRuleCount);
    }

    private static CalendarRace CreateRace(CalendarEvent entry, DateOnly date)
    {
        var name = SingleLineText.From(entry.Summary ?? "", MaxNameLength);
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

    private static bool IsCancelled(CalendarEvent entry) =>
        string.Equals(entry.Status, "CANCELLED", StringComparison.OrdinalIgnoreCase)
        || CancelledPattern().IsMatch(entry.Summary ?? "");

    /// <summary>A day of its own for an all-day event; of a timed one the day on which it starts where the runner lives.</summary>
    private static DateOnly GetLocalDate(CalDateTime start, TimeZoneInfo home) =>
        !start.HasTime
        || start.IsFloating
        || (!start.IsUtc && !TimeZoneInfo.TryFindSystemTimeZoneById(start.TzId ?? "", out _))
            ? start.Date // of a zone that only the feed knows the written day is the best guess, and nearly always right
            : DateOnly.FromDateTime(
                TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(start.AsUtc, DateTimeKind.Utc), home)
            );

    private static string CreateKey(CalendarEvent entry, DateOnly date)
    {
        var id = entry.Uid is { Length: > 0 } uid ? uid : entry.Summary ?? "";
        var isOneOfMany = entry.RecurrenceRule is not null || entry.RecurrenceIdentifier is not null;
        return SingleLineText.From(isOneOfMany ? $"{date:yyyy-MM-dd} {id}" : id, MaxKeyLength);
    }

    /// <summary>An A race, marked as runners mark it: (A), [B], "C race", "A-race".</summary>
    [GeneratedRegex(@"[(\[]([ABC])[)\]]|\b([ABC])[ -][Rr]ace\b", RegexOptions.CultureInvariant)]
    private static partial Regex ImportancePattern();

    [GeneratedRegex(
        @"^\W*(cancelled|canceled|abgesagt|annulé|cancelado|annullato)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex CancelledPattern();
}

/// <summary>A race as a feed tells it.</summary>
/// <param name="Key">Names it within the feed: the event's own id, and of a recurring one its date.</param>
/// <param name="Race">The race, on the runner's local date.</param>
internal sealed record ParsedRace(string Key, CalendarRace Race);
