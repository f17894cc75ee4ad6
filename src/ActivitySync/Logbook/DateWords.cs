using System.Collections.Frozen;
using System.Globalization;
using ActivitySync.Configuration;

namespace ActivitySync.Logbook;

/// <summary>Which day a weekday names.</summary>
internal enum DateDirection
{
    /// <summary>The last such day, today included.</summary>
    Past,

    /// <summary>The next such day, today included.</summary>
    Future,
}

/// <summary>Dates as people write them, in English and German.</summary>
internal static class DateWords
{
    public const string Today = "today";
    public const string Yesterday = "yesterday";
    public const string Tomorrow = "tomorrow";

    private const int DaysPerWeek = 7;

    /// <summary>2026-11-25, and 25.11.2026 with or without leading zeros. Month first is not accepted.</summary>
    private static readonly string[] Formats = ["yyyy-MM-dd", "d.M.yyyy"];

    private static readonly FrozenDictionary<string, int> Days = new Dictionary<string, int>
    {
        [Today] = 0,
        ["heute"] = 0,
        [Yesterday] = -1,
        ["gestern"] = -1,
        ["vorgestern"] = -2,
        [Tomorrow] = 1,
        ["morgen"] = 1,
        ["übermorgen"] = 2,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>From Sunday, the full names first.</summary>
    private static readonly string[][] WeekdayNames =
    [
        ["sunday", "sonntag", "sun", "so"],
        ["monday", "montag", "mon", "mo"],
        ["tuesday", "dienstag", "tue", "tues", "di"],
        ["wednesday", "mittwoch", "wed", "mi"],
        ["thursday", "donnerstag", "thu", "thur", "thurs", "do"],
        ["friday", "freitag", "fri", "fr"],
        ["saturday", "samstag", "sonnabend", "sat", "sa"],
    ];

    private static readonly FrozenDictionary<string, DayOfWeek> Weekdays = WeekdayNames
        .SelectMany((names, day) => names.Select(name => (name, Day: (DayOfWeek)day)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Day, StringComparer.Ordinal);

    /// <summary>Finds the date; null if the text is none.</summary>
    public static DateOnly? Find(string typed, DateOnly today, DateDirection direction)
    {
        var word = typed.Trim().ToLowerInvariant();
        if (Days.TryGetValue(word, out var days))
        {
            return today.AddDays(days);
        }

        if (Weekdays.TryGetValue(word, out var weekday))
        {
            var ahead = ((int)weekday - (int)today.DayOfWeek + DaysPerWeek) % DaysPerWeek;
            return today.AddDays(direction == DateDirection.Past && ahead > 0 ? ahead - DaysPerWeek : ahead);
        }

        return DateOnly.TryParseExact(word, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : null;
    }

    /// <summary>Finds the weekday; null if the text is none.</summary>
    public static DayOfWeek? FindWeekday(string typed) =>
        Weekdays.TryGetValue(typed.Trim().ToLowerInvariant(), out var day) ? day : null;

    /// <summary>Finds the word that was probably meant; null if none is similar.</summary>
    public static string? FindSimilar(string typed) =>
        NearestMatch.FindSimilar(typed.Trim(), Days.Keys.Concat(WeekdayNames.SelectMany(names => names[..2])));
}
