using System.Globalization;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Reads the numbers and flags in the list of an export. Numbers are written as the athlete's language has them:
/// <c>16.20</c>, <c>16,20</c>, <c>1.234,5</c>.
/// </summary>
internal static class ExportListNumbers
{
    private const int GroupDigits = 3;
    private const int SecondsPerMinute = 60;

    /// <summary>No text of a number is longer.</summary>
    private const int MaxChars = 64;

    /// <summary>A number, or a duration <c>h:mm:ss</c> in seconds; null if it is neither. A single separator is a
    /// decimal one.</summary>
    public static double? Read(string text)
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
    /// Like <see cref="Read"/>, but a single separator is one of thousands if the number is then closer to another
    /// column: <c>16.200</c> meters next to <c>16,20</c> kilometers.
    /// </summary>
    /// <param name="text">The number.</param>
    /// <param name="expected">About the same value, from another column; null or 0 if there is none.</param>
    public static double? ReadNear(string text, double? expected)
    {
        var number = Read(text);
        return
            number > 0
            && expected > 0
            && ReadGrouped(text) is { } grouped
            && GetRatio(grouped, expected.Value) < GetRatio(number.Value, expected.Value)
            ? grouped
            : number;
    }

    /// <summary>Whether a text says yes: a word, or <c>1</c>, <c>1.0</c>, <c>1,0</c>.</summary>
    public static bool IsYes(string text) => ExportListWords.IsYes(text) || Read(text) is 1;

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
}
