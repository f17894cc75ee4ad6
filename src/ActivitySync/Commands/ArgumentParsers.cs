using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary>Parses dates on the command line.</summary>
internal static class DateArgument
{
    public const string Today = DateWords.Today;

    private static readonly string Range = string.Create(
        CultureInfo.InvariantCulture,
        $"expected a date from {ColumnConversions.FirstYear}-01-01 to {ColumnConversions.LastYear}-12-31."
    );

    private const string Forms = "YYYY-MM-DD, DD.MM.YYYY";

    /// <summary>For help: the forms of a date that has come.</summary>
    public const string PastForms = $"{Forms}, today, yesterday or a weekday (the last one).";

    /// <summary>For help: the forms of a date to come.</summary>
    public const string FutureForms = $"{Forms}, today, tomorrow or a weekday (the next one).";

    /// <summary>Parses the date of something that has happened; nothing typed is today.</summary>
    /// <inheritdoc cref="Parse"/>
    public static DateOnly ParsePast(string? typed, string argumentName, DateOnly today) =>
        Parse(typed ?? Today, argumentName, today, DateDirection.Past);

    /// <summary>Parses a date in one of the forms of <see cref="DateWords"/>.</summary>
    /// <param name="typed">The text.</param>
    /// <param name="argumentName">The argument, for the error message.</param>
    /// <param name="today">The current date of the athlete.</param>
    /// <param name="direction">Which day a weekday names.</param>
    /// <exception cref="OperationException">The text is not a date.</exception>
    public static DateOnly Parse(string typed, string argumentName, DateOnly today, DateDirection direction) =>
        EntryParser.FindDate(typed, today, direction)
        ?? throw new OperationException(
            ErrorKind.InvalidInput,
            $"{argumentName}: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; "
                + (
                    DateWords.FindSimilar(typed) is { } similar ? $"did you mean {similar}?"
                    : DateWords.Find(typed, today, direction) is not null ? Range
                    : $"expected {(direction == DateDirection.Past ? PastForms : FutureForms)}"
                )
        );
}

/// <summary>Parses free text on the command line.</summary>
internal static class TextArgument
{
    /// <summary>Trims the text.</summary>
    /// <exception cref="OperationException">The text is empty or too long.</exception>
    public static string Parse(string typed, string argumentName) =>
        Translate(() => EntryParser.ParseText(typed, EntryField.Name), argumentName);

    /// <summary>Parses comma-separated signs.</summary>
    /// <exception cref="OperationException">The text is empty or too long.</exception>
    public static IEnumerable<string> ParseSigns(string typed) =>
        Translate(() => EntryParser.ParseSigns(typed), "--sign");

    /// <summary>Returns the path of a folder unchanged.</summary>
    /// <exception cref="OperationException">The path is empty.</exception>
    public static string ParseFolder(string typed, string argumentName) =>
        string.IsNullOrWhiteSpace(typed)
            ? throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: must not be empty. Use a folder, or leave it out for the current one."
            )
            : typed;

    private static T Translate<T>(Func<T> parse, string argumentName)
    {
        try
        {
            return parse();
        }
        catch (InvalidEntryException invalid) when (invalid.Length is { } length)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: is too long ({length} characters). Use {EntryParser.MaxLength} characters or fewer."
            );
        }
        catch (InvalidEntryException)
        {
            throw new OperationException(ErrorKind.InvalidInput, $"{argumentName}: must not be empty.");
        }
    }
}

/// <summary>Parses values of a fixed list on the command line.</summary>
internal static class ChoiceArgument
{
    /// <exception cref="OperationException">The text is none of the values; the message lists them.</exception>
    public static T Parse<T>(string typed, string argumentName)
        where T : struct, Enum =>
        EntryParser.TryParseChoice<T>(typed, out var value)
            ? value
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: {DescribeProblem<T>(typed, EnumText.ListChoices<T>())}"
            );

    /// <summary>Says what is wrong with a value, with the word that was probably meant, or all choices.</summary>
    public static string DescribeProblem<T>(string typed, string choices)
        where T : struct, Enum =>
        $"\"{TerminalText.Sanitize(typed, 40)}\" is invalid; "
        + (
            ChoiceWords.FindSimilar<T>(typed) is { } similar
                ? $"did you mean {similar}? Use one of {choices}."
                : $"expected one of {choices}."
        );

    /// <summary>Parses a value that may be absent.</summary>
    public static T? ParseOptional<T>(string? typed, string argumentName)
        where T : struct, Enum => typed is null ? null : Parse<T>(typed, argumentName);
}
