using System.Globalization;

namespace ActivitySync.Sources.Calendars;

/// <summary>A day, or a day with a time, as a calendar writes it.</summary>
/// <param name="Wall">The local date and time; midnight without a time.</param>
/// <param name="HasTime">False for a day.</param>
/// <param name="Zone">The time zone of the time; null if it has none or an unknown one.</param>
internal readonly record struct CalendarMoment(DateTime Wall, bool HasTime, CalendarZone? Zone)
{
    /// <summary>Later years mean "without end", and days can be added to this one.</summary>
    private const int MaxYear = 9000;

    private static readonly string[] DayFormats = ["yyyyMMdd", "yyyy-MM-dd"];

    private static readonly string[] TimeFormats =
    [
        "yyyyMMdd'T'HHmmss",
        "yyyyMMdd'T'HHmm",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm",
        "yyyyMMdd'T'HHmmss'.'FFF",
        "yyyy-MM-dd'T'HH:mm:ss'.'FFF",
    ];

    public bool IsUtc => ReferenceEquals(Zone, CalendarZone.Utc);

    public bool IsMidnight => Wall.TimeOfDay == TimeSpan.Zero;

    /// <summary>Reads a value, which may be a list; unreadable items are left out.</summary>
    /// <param name="property">The property with the value.</param>
    /// <param name="zones">The zones of the calendar.</param>
    /// <param name="defaultZone">The zone of a time without one; null if it has none then.</param>
    public static IEnumerable<CalendarMoment> ParseAll(
        CalendarProperty property,
        CalendarZones zones,
        CalendarZone? defaultZone
    )
    {
        var split =
            property.Value.Contains(':') && TryParse(property.Value.Split(',')[0], null, false) is null
                ? property.SplitAtLastColon()
                : property;
        var zone = split.FindParameter("TZID") is { Length: > 0 } id ? zones.Find(id) : defaultZone;
        var isDay = string.Equals(split.FindParameter("VALUE"), "DATE", StringComparison.OrdinalIgnoreCase);
        foreach (var item in split.Value.Split(','))
        {
            // A period is its start and its end or length.
            if (TryParse(item.Split('/')[0], zone, isDay) is { } moment)
            {
                yield return moment;
            }
        }
    }

    /// <summary>Reads one value, like <c>20270418T090000Z</c>; null if it is unreadable.</summary>
    /// <param name="text">The value.</param>
    /// <param name="zone">The time zone of a value that isn't in UTC; null if it has none.</param>
    /// <param name="isDay">Ignores the time.</param>
    public static CalendarMoment? TryParse(string text, CalendarZone? zone, bool isDay)
    {
        var trimmed = text.Trim().ToUpperInvariant();
        if (TryParseExact(trimmed, DayFormats) is { } day)
        {
            return new CalendarMoment(day, false, null);
        }

        var isUtc = trimmed.EndsWith('Z');
        if (TryParseExact(isUtc ? trimmed[..^1] : trimmed, TimeFormats) is not { } time)
        {
            return null;
        }

        return isDay
            ? new CalendarMoment(time.Date, false, null)
            : new CalendarMoment(time, true, isUtc ? CalendarZone.Utc : zone);
    }

    private static DateTime? TryParseExact(string text, string[] formats) =>
        DateTime.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? (
                read.Year == 1 ? read.AddYears(1)
                : read.Year > MaxYear ? read.AddYears(MaxYear - read.Year)
                : read
            )
            : null;
}
