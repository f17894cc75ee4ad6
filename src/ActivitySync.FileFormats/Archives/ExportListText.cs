using System.Globalization;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Reads the numbers and dates in the list of an export. They are written as the athlete's language has them:
/// <c>16,20</c>, <c>1.234,5</c>, <c>Oct 3, 2021, 7:12:03 AM</c>, <c>03.10.2021, 07:12:03</c>, <c>3 oct. 2021 à
/// 07:12:03</c>, <c>2021年10月3日 7:12:03</c>.
/// </summary>
internal static class ExportListText
{
    private const int YearDigits = 4;
    private const int GroupDigits = 3;
    private const int HoursPerHalfDay = 12;
    private const int MonthsPerYear = 12;
    private const int Century = 2000;
    private const int SecondsPerMinute = 60;

    /// <summary>Year, month, day, hour, minute, second; what comes after them is a fraction.</summary>
    private const int MaxDateNumbers = 6;

    /// <summary>No text of a number or a date is longer.</summary>
    private const int MaxChars = 64;

    /// <summary>How the names of the months begin, in the order of the year.</summary>
    private static readonly string[][] MonthStems =
    [
        .. new[]
        {
            "jan gen ene sty янв",
            "feb fev lut фев",
            "mar mrt mrz maa мар",
            "apr avr abr kwi апр",
            "may mai maj mag mei май мая",
            "jun juin giu cze июн",
            "jul juil lug lip июл",
            "aug aou ago sie авг",
            "sep set wrz сен",
            "oct okt out ott paz окт",
            "nov lis ноя",
            "dec dez dic des gru дек",
        }.Select(stems => stems.Split(' ').Select(ExportListWords.ToKey).ToArray()),
    ];

    private static readonly string[] MorningWords = [.. new[] { "午前", "上午", "오전" }.Select(ExportListWords.ToKey)];

    private static readonly string[] EveningWords = [.. new[] { "午後", "下午", "오후" }.Select(ExportListWords.ToKey)];

    /// <summary>A number, or a duration <c>h:mm:ss</c> in seconds; null if it is neither. A single separator is a
    /// decimal one.</summary>
    public static double? ReadNumber(string text)
    {
        var digits = RemoveSpaces(text);
        if (digits.Length is 0 or > MaxChars)
        {
            return null;
        }

        if (digits.Contains(':', StringComparison.Ordinal))
        {
            return ReadDuration(digits);
        }

        var (point, comma) = (digits.LastIndexOf('.'), digits.LastIndexOf(','));
        if (point >= 0 && comma >= 0)
        {
            digits = digits.Replace(point > comma ? "," : ".", "", StringComparison.Ordinal);
        }

        var separators = digits.Count(letter => letter is '.' or ',');
        digits = separators > 1 ? RemoveSeparators(digits) : digits.Replace(',', '.');
        return Parse(digits);
    }

    /// <summary>
    /// Like <see cref="ReadNumber"/>, but a single separator is one of thousands if the number is then closer to another
    /// column: <c>16.200</c> meters next to <c>16,20</c> kilometers.
    /// </summary>
    /// <param name="text">The number.</param>
    /// <param name="expected">About the same value, from another column; null or 0 if there is none.</param>
    public static double? ReadNumberNear(string text, double? expected)
    {
        var number = ReadNumber(text);
        return
            number > 0
            && expected > 0
            && ReadGrouped(text) is { } grouped
            && GetRatio(grouped, expected.Value) < GetRatio(number.Value, expected.Value)
            ? grouped
            : number;
    }

    /// <summary>Whether a text says yes: a word, or <c>1</c>, <c>1.0</c>, <c>1,0</c>.</summary>
    public static bool IsYes(string text) => ExportListWords.IsYes(text) || ReadNumber(text) is 1;

    /// <summary>
    /// Whether a date is written with the month before the day, as numbers; null if it is not clear from this one.
    /// </summary>
    public static bool? HasMonthFirst(string text)
    {
        var parts = Split(text);
        return parts.Month is not null || parts.Numbers.Count < 3 || parts.Numbers[0].Digits == YearDigits ? null
            : parts.Numbers[1].Value > MonthsPerYear ? true
            : parts.Numbers[0].Value > MonthsPerYear ? false
            : null;
    }

    /// <summary>An instant; dates in the list are in UTC. Null if it isn't a date with a time in the years of
    /// training.</summary>
    /// <param name="text">The date.</param>
    /// <param name="isMonthFirst">How the list writes a date such as 6/7/2026.</param>
    public static DateTimeOffset? ReadDate(string text, bool isMonthFirst)
    {
        var parts = Split(text);
        var dateNumbers = parts.Month is null ? 3 : 2;
        if (parts.Numbers.Count < dateNumbers + 2)
        {
            return null;
        }

        var (year, month, day) = ReadDay(parts, isMonthFirst);
        var hour = parts.Numbers[dateNumbers].Value;
        if (parts.IsEvening is { } isEvening)
        {
            hour = (hour % HoursPerHalfDay) + (isEvening ? HoursPerHalfDay : 0);
        }

        var second = parts.Numbers.Count > dateNumbers + 2 ? parts.Numbers[dateNumbers + 2].Value : 0;
        return Create(year, month, day, hour, parts.Numbers[dateNumbers + 1].Value, second);
    }

    private static (int Year, int Month, int Day) ReadDay(DateParts parts, bool isMonthFirst)
    {
        var (first, second) = (parts.Numbers[0], parts.Numbers[1]);
        if (parts.Month is { } month)
        {
            return first.Digits == YearDigits
                ? (first.Value, month, second.Value)
                : (GetYear(second), month, first.Value);
        }

        if (first.Digits == YearDigits)
        {
            return (first.Value, second.Value, parts.Numbers[2].Value);
        }

        var year = GetYear(parts.Numbers[2]);
        return isMonthFirst ? (year, first.Value, second.Value) : (year, second.Value, first.Value);
    }

    private static int GetYear((int Value, int Digits) number) =>
        number.Digits < YearDigits ? Century + number.Value : number.Value;

    private static DateTimeOffset? Create(int year, int month, int day, int hour, int minute, int second)
    {
        try
        {
            var date = new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
            return date >= RecordingSanitizer.EarliestStart && date < RecordingSanitizer.LatestStart ? date : null;
        }
        catch (ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static DateParts Split(string text)
    {
        var numbers = new List<(int Value, int Digits)>();
        int? month = null;
        bool? isEvening = null;
        text = text.Length <= MaxChars ? text : "";
        for (var at = 0; at < text.Length; )
        {
            var start = at;
            if (char.IsAsciiDigit(text[at]))
            {
                while (at < text.Length && char.IsAsciiDigit(text[at]))
                {
                    at++;
                }

                if (numbers.Count < MaxDateNumbers && at - start <= YearDigits)
                {
                    numbers.Add((int.Parse(text.AsSpan(start, at - start), CultureInfo.InvariantCulture), at - start));
                }
            }
            else if (IsWordLetter(text[at]))
            {
                while (at < text.Length && IsWordLetter(text[at]))
                {
                    at++;
                }

                var word = ExportListWords.ToKey(text[start..at]);
                month ??= FindMonth(word);
                isEvening ??= FindHalfDay(word, text[at..], numbers.Count);
            }
            else
            {
                at++;
            }
        }

        return new DateParts(numbers, month, isEvening);
    }

    private static bool IsWordLetter(char letter) =>
        char.IsLetter(letter) || CharUnicodeInfo.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark;

    private static int? FindMonth(string word)
    {
        var found = (Month: 0, Length: 0);
        for (var month = 0; month < MonthStems.Length; month++)
        {
            foreach (var stem in MonthStems[month])
            {
                if (stem.Length > found.Length && word.StartsWith(stem, StringComparison.Ordinal))
                {
                    found = (month + 1, stem.Length);
                }
            }
        }

        return found.Length > 0 ? found.Month : null;
    }

    /// <summary>True for PM and its translations, false for AM, null for any other word.</summary>
    /// <param name="word">The word, as a key.</param>
    /// <param name="rest">The text after it: <c>p. m.</c> are two words.</param>
    /// <param name="numbers">The numbers before it; AM and PM are after the time.</param>
    private static bool? FindHalfDay(string word, string rest, int numbers)
    {
        if (MorningWords.Contains(word) || EveningWords.Contains(word))
        {
            return EveningWords.Contains(word);
        }

        var isAfterTime = numbers > 3;
        return !isAfterTime ? null
            : word is "am" || (word is "a" && IsM(rest)) ? false
            : word is "pm" || (word is "p" && IsM(rest)) ? true
            : null;
    }

    private static bool IsM(string rest) => ExportListWords.ToKey(rest) == "m";

    private static double? ReadDuration(string text)
    {
        var seconds = 0.0;
        foreach (var part in text.Split(':'))
        {
            if (Parse(part.Replace(',', '.')) is not (>= 0 and var value))
            {
                return null;
            }

            seconds = (seconds * SecondsPerMinute) + value;
        }

        return seconds;
    }

    /// <summary>The number if its only separator is one of thousands; null if it can't be.</summary>
    private static double? ReadGrouped(string text)
    {
        var digits = RemoveSpaces(text);
        var at = digits.IndexOfAny(['.', ',']);
        return at is > 0 and <= GroupDigits && digits.Length - at - 1 == GroupDigits
            ? Parse(RemoveSeparators(digits))
            : null;
    }

    private static double? Parse(string digits) =>
        double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && double.IsFinite(number)
            ? number
            : null;

    /// <summary>How many times the larger is the smaller.</summary>
    private static double GetRatio(double one, double other) => Math.Max(one, other) / Math.Min(one, other);

    private static string RemoveSeparators(string digits) =>
        digits.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal);

    /// <summary>Spaces and apostrophes between digits are separators of thousands.</summary>
    private static string RemoveSpaces(string text) =>
        string.Concat(text.Where(letter => !char.IsWhiteSpace(letter) && letter is not ('\'' or '’')));

    /// <summary>What a date is made of.</summary>
    /// <param name="Numbers">In the order of the text, with the number of their digits.</param>
    /// <param name="Month">The month, if it is a word.</param>
    /// <param name="IsEvening">PM; null for a time of 24 hours.</param>
    private sealed record DateParts(List<(int Value, int Digits)> Numbers, int? Month, bool? IsEvening);
}
