namespace ActivitySync.Sources.Calendars;

/// <summary>A time zone of the system, or one that a calendar defines.</summary>
internal abstract class CalendarZone
{
    public static CalendarZone Utc { get; } = new SystemCalendarZone(TimeZoneInfo.Utc);

    public DateTime ToUtc(DateTime wall) => wall - GetOffset(wall);

    public DateTime FromUtc(DateTime utc)
    {
        var wall = utc + GetOffset(utc);
        return utc + GetOffset(wall);
    }

    /// <summary>The offset from UTC at a local time.</summary>
    protected abstract TimeSpan GetOffset(DateTime wall);
}

/// <summary>A time zone of the system.</summary>
internal sealed class SystemCalendarZone(TimeZoneInfo zone) : CalendarZone
{
    protected override TimeSpan GetOffset(DateTime wall) => zone.GetUtcOffset(wall);
}

/// <summary>
/// A time zone that a calendar defines: standard and daylight saving time, each with the yearly rule of its beginning
/// (RFC 5545, 3.6.5).
/// </summary>
internal sealed class FeedCalendarZone : CalendarZone
{
    /// <summary>The long history of a zone has about two hundred.</summary>
    private const int MaxObservances = 500;

    /// <summary>The window of a race calendar has about four.</summary>
    private const int MaxCachedYears = 50;

    private readonly List<Observance> _observances;
    private readonly Dictionary<int, List<(DateTime Onset, TimeSpan Offset)>> _onsets = [];

    private FeedCalendarZone(List<Observance> observances) => _observances = observances;

    /// <summary>Returns null if no part of the zone is readable.</summary>
    public static FeedCalendarZone? TryParse(CalendarComponent component)
    {
        var observances = component
            .Components.Where(part => part.Name is "STANDARD" or "DAYLIGHT")
            .Take(MaxObservances)
            .Select(Observance.TryParse)
            .OfType<Observance>()
            .ToList();
        return observances.Count == 0 ? null : new FeedCalendarZone(observances);
    }

    protected override TimeSpan GetOffset(DateTime wall)
    {
        var index = GetOnsets(wall.Year).FindLastIndex(one => one.Onset <= wall);
        return index >= 0
            ? GetOnsets(wall.Year)[index].Offset
            : _observances.MinBy(observance => observance.First)!.OffsetBefore;
    }

    /// <summary>Returns the changes of a year and the last ones before it, in order.</summary>
    private List<(DateTime Onset, TimeSpan Offset)> GetOnsets(int year)
    {
        if (_onsets.TryGetValue(year, out var known))
        {
            return known;
        }

        if (_onsets.Count >= MaxCachedYears)
        {
            _onsets.Clear();
        }

        List<(DateTime Onset, TimeSpan Offset)> onsets =
        [
            .. _observances
                .SelectMany(observance =>
                    observance.FindOnsets(year).Select(onset => (Onset: onset, observance.Offset))
                )
                .OrderBy(one => one.Onset),
        ];
        _onsets[year] = onsets;
        return onsets;
    }

    /// <summary>One of the offsets of a zone.</summary>
    /// <param name="First">The local time when it first begins.</param>
    /// <param name="OffsetBefore">The offset from UTC before.</param>
    /// <param name="Offset">The offset from UTC from then on.</param>
    /// <param name="Yearly">The rule for the day in later years; null if it begins only once.</param>
    private sealed record Observance(DateTime First, TimeSpan OffsetBefore, TimeSpan Offset, YearlyRule? Yearly)
    {
        public static Observance? TryParse(CalendarComponent component)
        {
            if (
                CalendarMoment.TryParse(component.GetValueOrEmpty("DTSTART"), null, false) is not { } start
                || TryParseOffset(component.GetValueOrEmpty("TZOFFSETTO")) is not { } offset
            )
            {
                return null;
            }

            var before = TryParseOffset(component.GetValueOrEmpty("TZOFFSETFROM")) ?? offset;
            return new Observance(
                start.Wall,
                before,
                offset,
                YearlyRule.TryParse(component.GetValueOrEmpty("RRULE"), start.Wall)
            );
        }

        /// <summary>The local times when this offset begins in a year, and the last one before.</summary>
        public IEnumerable<DateTime> FindOnsets(int year)
        {
            if (Yearly is null)
            {
                return First.Year <= year ? [First] : [];
            }

            var lastYear = Math.Min(Yearly.LastYear ?? year, year);
            return new[] { lastYear - 1, lastYear }
                .Select(Yearly.FindOnset)
                .OfType<DateTime>()
                .Where(onset => onset >= First)
                .Append(First)
                .Where(onset => onset.Year <= year);
        }

        /// <summary>Reads an offset like <c>+0200</c> or <c>-083000</c>.</summary>
        private static TimeSpan? TryParseOffset(string text)
        {
            var digits = text.Trim().TrimStart('+', '-').Replace(":", "", StringComparison.Ordinal);
            if (digits.Length < 4 || !digits.All(char.IsAsciiDigit))
            {
                return null;
            }

            var offset = new TimeSpan(
                int.Parse(digits[..2], System.Globalization.CultureInfo.InvariantCulture),
                int.Parse(digits[2..4], System.Globalization.CultureInfo.InvariantCulture),
                0
            );
            return offset >= TimeSpan.FromDays(1) ? null
                : text.TrimStart().StartsWith('-') ? -offset
                : offset;
        }
    }

    /// <summary>The day of a year: the last Sunday in March, the second Sunday in November, or a date.</summary>
    /// <param name="Start">The month, day and time without a rule.</param>
    /// <param name="Month">The month.</param>
    /// <param name="Weekday">The weekday; null for a date.</param>
    /// <param name="Ordinal">The number of the weekday in the month, from its end if negative; 0 for any.</param>
    /// <param name="Days">The days of the month; empty for any.</param>
    /// <param name="LastYear">The last year of the rule; null if it doesn't end.</param>
    private sealed record YearlyRule(
        DateTime Start,
        int Month,
        DayOfWeek? Weekday,
        int Ordinal,
        IReadOnlyList<int> Days,
        int? LastYear
    )
    {
        private static readonly string[] Weekdays = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

        public static YearlyRule? TryParse(string text, DateTime start)
        {
            var parts = RecurrenceText.Split(text);
            if (parts.GetValueOrDefault("FREQ") != "YEARLY")
            {
                return null;
            }

            var byDay = parts.GetValueOrDefault("BYDAY", "");
            var weekday = byDay.Length < 2 ? -1 : Array.IndexOf(Weekdays, byDay[^2..]);
            _ = int.TryParse(byDay.Length > 2 ? byDay[..^2] : "0", out var ordinal);
            var until = parts.TryGetValue("UNTIL", out var end) ? CalendarMoment.TryParse(end, null, false) : null;
            return new YearlyRule(
                start,
                int.TryParse(parts.GetValueOrDefault("BYMONTH"), out var month) && month is >= 1 and <= 12
                    ? month
                    : start.Month,
                weekday < 0 ? null : (DayOfWeek)weekday,
                ordinal,
                [
                    .. parts
                        .GetValueOrDefault("BYMONTHDAY", "")
                        .Split(',')
                        .Select(day => int.TryParse(day, out var number) ? number : 0)
                        .Where(day => day != 0),
                ],
                until?.Wall.Year
            );
        }

        public DateTime? FindOnset(int year)
        {
            if (year < 1 || year > LastYear)
            {
                return null;
            }

            var length = DateTime.DaysInMonth(year, Month);
            var candidates = Enumerable.Range(1, length);
            if (Days.Count > 0)
            {
                candidates = candidates.Where(day => Days.Contains(day) || Days.Contains(day - length - 1));
            }

            if (Weekday is { } weekday)
            {
                candidates = candidates.Where(day => new DateTime(year, Month, day).DayOfWeek == weekday);
            }
            else if (Days.Count == 0)
            {
                candidates = [Math.Min(Start.Day, length)];
            }

            var days = candidates.ToList();
            var index = Ordinal switch
            {
                > 0 => Ordinal - 1,
                < 0 => days.Count + Ordinal,
                _ => 0,
            };
            return index >= 0 && index < days.Count
                ? new DateTime(year, Month, days[index]).Add(Start.TimeOfDay)
                : null;
        }
    }
}
