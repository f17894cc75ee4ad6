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
/// Reads a calendar of races (ICS). Every event that wasn't cancelled is a race.
/// </summary>
/// <remarks>A guess which events are races would miss some and include others.</remarks>
internal static partial class RaceCalendarParser
{
    /// <summary>Far above the number of races of one athlete.</summary>
    private const int MaxRaces = 500;

    /// <summary>More than one a week. An event that occurs more often within the window isn't a race.</summary>
    private const int MaxOccurrencesPerEvent = 150;

    /// <summary>A calendar of races has a few hundred events.</summary>
    private const int MaxEvents = 5000;

    /// <summary>A calendar of races has a few recurring events. Each costs time to evaluate.</summary>
    private const int MaxRecurringEvents = 100;

    /// <summary>Lines of the text, including alarms and time zones. Each takes half a kilobyte of memory.</summary>
    private const int MaxLines = 100_000;

    /// <summary>Parameters and list items of all lines.</summary>
    private const int MaxParts = 300_000;

    /// <summary>Days, months and weeks of one rule; more than the days of a year.</summary>
    private const int MaxValuesPerRule = 400;

    /// <summary>A rule with COUNT is evaluated from its first occurrence.</summary>
    private const int MaxRuleCount = 1000;

    /// <summary>The oldest race that still takes place was first run in 1896.</summary>
    private const int EarliestYear = 1890;

    /// <summary>
    /// The max days or weeks between two occurrences. Two 29ths of February are at most eight years apart.
    /// </summary>
    private static readonly EvaluationOptions EvaluationLimits = new() { MaxUnmatchedIncrementsLimit = 4000 };

    private const int MaxNameLength = 200;
    private const int MaxKeyLength = 300;

    private static readonly string[] RuleProperties = ["RRULE", "EXRULE"];

    /// <summary>
    /// Reads the races between two local days, both inclusive. Returns null if the text is not a plausible calendar.
    /// </summary>
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

            // An occurrence that was moved or cancelled is an event of its own, in addition to the recurring one.
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
            return null; // the library can throw anything for invalid text
        }
    }

    /// <summary>
    /// Finds the starts of an event within the window, extended by a day on both sides. Returns none if the rule can't
    /// be evaluated or the event occurs too often.
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
    /// Checks whether an event recurs like a race.
    /// </summary>
    /// <remarks>
    /// Other rules can take all memory or hours to evaluate: lists of hours, minutes and seconds multiply, and an
    /// exception to a rule is evaluated like a rule.
    /// </remarks>
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

    /// <summary>
    /// Returns the day of an all-day event, or the day on which a timed event starts in the athlete's time zone.
    /// </summary>
    private static DateOnly GetLocalDate(CalDateTime start, TimeZoneInfo home) =>
        !start.HasTime
        || start.IsFloating
        || (!start.IsUtc && !TimeZoneInfo.TryFindSystemTimeZoneById(start.TzId ?? "", out _))
            ? start.Date // the best guess for a time zone that only the calendar defines
            : DateOnly.FromDateTime(
                TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(start.AsUtc, DateTimeKind.Utc), home)
            );

    private static string CreateKey(CalendarEvent entry, DateOnly date)
    {
        var id = entry.Uid is { Length: > 0 } uid ? uid : entry.Summary ?? "";
        var isOneOfMany = entry.RecurrenceRule is not null || entry.RecurrenceIdentifier is not null;
        return SingleLineText.From(isOneOfMany ? $"{date:yyyy-MM-dd} {id}" : id, MaxKeyLength);
    }

    /// <summary>The importance in a title: (A), [B], "C race", "A-race".</summary>
    [GeneratedRegex(@"[(\[]([ABC])[)\]]|\b([ABC])[ -][Rr]ace\b", RegexOptions.CultureInvariant)]
    private static partial Regex ImportancePattern();

    [GeneratedRegex(
        @"^\W*(cancelled|canceled|abgesagt|annulé|cancelado|annullato)\b",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    )]
    private static partial Regex CancelledPattern();
}

/// <summary>A race of a calendar.</summary>
/// <param name="Key">
/// Identifies the race within the calendar: the event's id, with the date if the event recurs.
/// </param>
/// <param name="Race">The race, on the athlete's local date.</param>
internal sealed record ParsedRace(string Key, CalendarRace Race);
