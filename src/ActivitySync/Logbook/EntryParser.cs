using System.Globalization;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Logbook;

/// <summary>Parses what an athlete types into a command or a form.</summary>
internal static partial class EntryParser
{
    /// <summary>The maximum length of a text, in characters.</summary>
    public const int MaxLength = 200;

    /// <summary>The severity of a pain is 0 to this.</summary>
    public const int MaxSeverity = 10;

    public const double MetersPerKilometer = 1000;

    /// <summary>Parses a date as <see cref="DateWords"/> knows it.</summary>
    /// <param name="typed">The text.</param>
    /// <param name="today">The current date of the athlete.</param>
    /// <param name="direction">Which day a weekday names.</param>
    /// <param name="field">The field, for the error.</param>
    /// <exception cref="InvalidEntryException">The text is not a date.</exception>
    public static DateOnly ParseDate(
        string typed,
        DateOnly today,
        DateDirection direction = DateDirection.Past,
        EntryField field = EntryField.Date
    ) => FindDate(typed, today, direction) ?? throw new InvalidEntryException(field, EntryProblem.Unreadable);

    /// <summary>Like <see cref="ParseDate"/>; null if the text is not a date.</summary>
    public static DateOnly? FindDate(string typed, DateOnly today, DateDirection direction = DateDirection.Past) =>
        DateWords.Find(typed, today, direction) is { } date && IsInRange(date) ? date : null;

    /// <summary>Whether a date is within the years that are stored.</summary>
    public static bool IsInRange(DateOnly date) =>
        date.Year is >= ColumnConversions.FirstYear and <= ColumnConversions.LastYear;

    /// <summary>Trims a text and replaces its control characters.</summary>
    /// <exception cref="InvalidEntryException">The text is empty or too long.</exception>
    public static string ParseText(string typed, EntryField field)
    {
        var text = TerminalText.Sanitize(typed.Trim());
        if (text.Length == 0)
        {
            throw new InvalidEntryException(field, EntryProblem.Empty);
        }

        return text.Length <= MaxLength
            ? text
            : throw new InvalidEntryException(field, EntryProblem.TooLong) { Length = text.Length };
    }

    /// <summary>
    /// Parses comma-separated signs into the form of <see cref="Recovery.MedicalSigns"/>: "Chest pain" becomes
    /// chest-pain.
    /// </summary>
    /// <exception cref="InvalidEntryException">The text is empty or too long.</exception>
    public static IEnumerable<string> ParseSigns(string typed) =>
        ParseText(typed, EntryField.Sign)
            .ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(sign => Blanks().Replace(sign, "-"));

    /// <summary>Parses the severity of a pain: 0 to <see cref="MaxSeverity"/>.</summary>
    /// <exception cref="InvalidEntryException">The text is not such a number.</exception>
    public static double ParseSeverity(string typed) =>
        FindNumber(typed) is { } severity && IsSeverity(severity)
            ? severity
            : throw new InvalidEntryException(EntryField.Severity, EntryProblem.Unreadable);

    /// <summary>Parses a number that is not negative, with a decimal point or comma; null if it is none.</summary>
    public static double? FindNumber(string typed) =>
        double.TryParse(
            typed.Trim().Replace(',', '.'),
            NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    /// <summary>Whether a number can be a severity; false for NaN.</summary>
    public static bool IsSeverity(double severity) => severity is >= 0 and <= MaxSeverity;

    /// <summary>Parses a distance in kilometers.</summary>
    /// <returns>Meters.</returns>
    /// <exception cref="InvalidEntryException">The text is not a distance.</exception>
    public static double ParseKilometers(string typed) =>
        FindNumber(typed) is { } kilometers && IsRaceDistance(kilometers * MetersPerKilometer)
            ? kilometers * MetersPerKilometer
            : throw new InvalidEntryException(EntryField.Distance, EntryProblem.Unreadable);

    /// <summary>Whether a number of meters can be the distance of a race; false for NaN.</summary>
    public static bool IsRaceDistance(double meters) => meters is > 0 and <= RaceNameParser.MaxMeters;

    /// <summary>Parses a value of a fixed list.</summary>
    /// <exception cref="InvalidEntryException">The text is none of the values.</exception>
    public static T ParseChoice<T>(string typed, EntryField field = EntryField.Kind)
        where T : struct, Enum =>
        TryParseChoice<T>(typed, out var value)
            ? value
            : throw new InvalidEntryException(field, EntryProblem.Unreadable);

    /// <summary>Parses a value or another word for it, without regard to case.</summary>
    public static bool TryParseChoice<T>(string typed, out T value)
        where T : struct, Enum => ChoiceWords.TryParse(typed, out value);

    [GeneratedRegex(@"[\s_]+")]
    private static partial Regex Blanks();
}
