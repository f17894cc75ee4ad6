using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary>Parses dates on the command line.</summary>
internal static class DateArgument
{
    public const string Today = EntryParser.Today;

    /// <summary>Parses a date: YYYY-MM-DD, today or yesterday.</summary>
    /// <param name="typed">The text.</param>
    /// <param name="argumentName">The argument, for the error message.</param>
    /// <param name="today">The current date of the athlete.</param>
    /// <param name="isFuture">Whether past dates make no sense; the message then doesn't offer "yesterday".</param>
    /// <exception cref="OperationException">The text is not a date.</exception>
    public static DateOnly Parse(string typed, string argumentName, DateOnly today, bool isFuture = false) =>
        EntryParser.FindDate(typed, today)
        ?? throw new OperationException(
            ErrorKind.InvalidInput,
            $"{argumentName}: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; expected YYYY-MM-DD"
                + (isFuture ? $" or {Today}." : $", {Today} or {EntryParser.Yesterday}.")
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
                $"{argumentName}: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; "
                    + $"expected one of {EnumText.ListChoices<T>()}."
            );

    /// <summary>Parses a value that may be absent.</summary>
    public static T? ParseOptional<T>(string? typed, string argumentName)
        where T : struct, Enum => typed is null ? null : Parse<T>(typed, argumentName);
}
