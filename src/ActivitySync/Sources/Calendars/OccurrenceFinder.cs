using System.Globalization;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Evaluation;

namespace ActivitySync.Sources.Calendars;

/// <summary>Finds the starts of an event. Bounded, whatever the rule says.</summary>
internal static class OccurrenceFinder
{
    /// <summary>More than one a week. An event that occurs more often within the window isn't a race.</summary>
    private const int MaxOccurrences = 150;

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

    /// <summary>Days around a window within which a moment in another zone may name a start of the window.</summary>
    private const int EdgeDays = 2;

    /// <summary>
    /// Finds the starts between two local days, both inclusive, in the zone of the event's start.
    /// </summary>
    /// <returns>The starts in order, or why they can't be found.</returns>
    public static (EventStarts? Starts, EventError? Error) Find(CalendarEntry entry, DateTime from, DateTime to)
    {
        try
        {
            var found = new SortedSet<DateTime>();
            if (FindByRule(entry, from, to, found) is { } error)
            {
                return (null, error);
            }

            found.UnionWith(
                entry
                    .ExtraStarts.Where(IsNear)
                    .Select(entry.ConvertToWall)
                    .Where(start => start >= from && start < to.AddDays(1))
                    .Take(MaxOccurrences + 1)
            );
            if (found.Count > MaxOccurrences)
            {
                return (null, EventError.TooFrequent);
            }

            var starts = new EventStarts(entry, found);
            foreach (var exclusion in entry.Exclusions.Where(IsNear))
            {
                starts.Remove(starts.FindNamed(exclusion, isByDay: false));
            }

            return (starts, null);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return (null, EventError.Rule); // the library can throw anything for an invalid rule
        }

        bool IsNear(CalendarMoment moment) =>
            moment.Wall >= from.AddDays(-EdgeDays) && moment.Wall <= to.AddDays(1 + EdgeDays);
    }

    private static EventError? FindByRule(CalendarEntry entry, DateTime from, DateTime to, SortedSet<DateTime> found)
    {
        var first = entry.Start.Wall;
        if (entry.Rules.Count == 0 && !entry.HasExclusionRule)
        {
            if (first >= from && first < to.AddDays(1))
            {
                found.Add(first);
            }

            return null;
        }

        if (entry.Rules.Count != 1 || entry.HasExclusionRule || first.Year < EarliestYear)
        {
            return EventError.Rule;
        }

        var parts = RecurrenceText.Split(entry.Rules[0]);
        CalendarMoment? until = null;
        if (
            parts.TryGetValue("UNTIL", out var end)
            && (until = CalendarMoment.TryParse(end, entry.Start.Zone, false)) is null
        )
        {
            return EventError.Rule;
        }

        if (RecurrenceText.Format(parts) is not { } text || CreateRecurringEvent(first, text) is not { } recurring)
        {
            return EventError.Rule;
        }

        if (!IsPlausible(recurring))
        {
            return EventError.TooFrequent;
        }

        found.UnionWith(
            recurring
                .GetOccurrences(new CalDateTime(DateOnly.FromDateTime(from)), EvaluationLimits)
                .Select(occurrence => occurrence.Period.StartTime.Value)
                .TakeWhile(start => start < to.AddDays(1) && !IsAfter(entry, start, until))
                .Take(MaxOccurrences + 1)
        );
        return null;
    }

    private static bool IsAfter(CalendarEntry entry, DateTime start, CalendarMoment? until)
    {
        if (until is not { } end)
        {
            return false;
        }

        if (entry.Start.HasTime && end.HasTime)
        {
            return entry.ConvertToUtc(start) > entry.ConvertToUtc(end);
        }

        // The end of a day's rule may be written as a midnight in UTC or in local time.
        var local = entry.GetLocalTime(end).Date;
        return entry.GetLocalDay(start) > (local > end.Wall.Date ? local : end.Wall.Date);
    }

    /// <summary>
    /// Lets the library read the rule with a start without a time zone. Zones are this program's part: the library
    /// refuses a calendar that names one it doesn't know.
    /// </summary>
    private static CalendarEvent? CreateRecurringEvent(DateTime first, string rule) =>
        IcsParser
            .ParseEvents(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART:{first:yyyyMMdd'T'HHmmss}\r\n"
                        + $"RRULE:{rule}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
                )
            )
            .FirstOrDefault(entry => entry.RecurrenceRule is not null);

    /// <summary>
    /// Checks whether an event recurs like a race.
    /// </summary>
    /// <remarks>
    /// Other rules can take all memory or hours to evaluate: lists of hours, minutes and seconds multiply.
    /// </remarks>
    private static bool IsPlausible(CalendarEvent entry)
    {
        var rule = entry.RecurrenceRule!;
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
}

/// <summary>Why an event gives no race.</summary>
internal enum EventError
{
    /// <summary>It has no start, or one that is unreadable.</summary>
    Start,

    /// <summary>It has a rule that is unreadable or not supported.</summary>
    Rule,

    /// <summary>It recurs more often than a race.</summary>
    TooFrequent,

    /// <summary>The text of the calendar ends within it.</summary>
    CutOff,
}
