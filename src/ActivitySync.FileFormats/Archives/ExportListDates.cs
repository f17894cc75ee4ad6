using System.Globalization;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Reads the dates in the list of an export. They are written as the athlete's language has them:
/// <c>Oct 3, 2021, 7:12:03 AM</c>, <c>03.10.2021, 07:12:03</c>, <c>3 oct. 2021 à 07:12:03</c>,
/// <c>2021年10月3日 7:12:03</c>.
/// </summary>
internal static class ExportListDates
{
    private const int YearDigits = 4;
    private const int HoursPerHalfDay = 12;
    private const int MonthsPerYear = 12;
    private const int Century = 2000;

    /// <summary>Year, month, day, hour, minute, second; what comes after them is a fraction.</summary>
    private const int MaxDateNumbers = 6;

    /// <summary>No text of a date is longer.</summary>
    private const int MaxChars = 64;

    /// <summary>How the names of the months begin, in the order of the year.</summary>
    private static readonly string[][] MonthStems =
    [
        .. new[]
        {
            "jan gen ene sty oca янв",
            "feb fev lut sub фев",
            "mar mrt mrz maa мар",
            "apr avr abr kwi nis апр",
            "may mai maj mag mei май мая",
            "jun juin giu cze haz июн",
            "jul juil lug lip tem июл",
            "aug aou ago agu sie авг",
            "sep set wrz eyl сен",
            "oct okt out ott paz eki окт",
            "nov lis kas ноя",
            "dec dez dic des gru ara дек",
        }.Select(stems => stems.Split(' ').Select(ExportListWords.ToKey).ToArray()),
    ];

    private static readonly string[] MorningWords = [.. new[] { "午前", "上午", "오전" }.Select(ExportListWords.ToKey)];

    private static readonly string[] EveningWords = [.. new[] { "午後", "下午", "오후" }.Select(ExportListWords.ToKey)];

    /// <summary>
    /// Whether a date is written with the month before the day, as numbers; null if it is not clear from this one.
    /// </summary>
    public static bool? HasMonthFirst(string text)
    {
        var parts = SplitText(text);
        return parts.Month is not null || parts.Numbers.Count < 3 || parts.Numbers[0].Digits == YearDigits ? null
            : parts.Numbers[1].Value > MonthsPerYear ? true
            : parts.Numbers[0].Value > MonthsPerYear ? false
            : null;
    }

    /// <summary>An instant; dates in the list are in UTC. Null if it isn't a date with a time in the years of
    /// training.</summary>
    /// <param name="text">The date.</param>
    /// <param name="isMonthFirst">How the list writes a date such as 6/7/2026.</param>
    public static DateTimeOffset? Read(string text, bool isMonthFirst)
    {
        var parts = SplitText(text);
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

    private static DateParts SplitText(string text)
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

    /// <summary>What a date is made of.</summary>
    /// <param name="Numbers">In the order of the text, with the number of their digits.</param>
    /// <param name="Month">The month, if it is a word.</param>
    /// <param name="IsEvening">PM; null for a time of 24 hours.</param>
    private sealed record DateParts(List<(int Value, int Digits)> Numbers, int? Month, bool? IsEvening);
}
