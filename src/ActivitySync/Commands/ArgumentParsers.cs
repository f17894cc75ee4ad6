using System.Globalization;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>Parses dates on the command line.</summary>
internal static class DateArgument
{
    public const string Today = "today";
    private const string Yesterday = "yesterday";

    /// <exception cref="OperationException">The text is not a date.</exception>
    public static DateOnly Parse(string typed, string argumentName, DateOnly today, bool isFuture = false) =>
        typed.ToLowerInvariant() switch
        {
            Today => today,
            Yesterday => today.AddDays(-1),
            _ when DateOnly.TryParseExact(
                    typed,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                ) && date.Year is >= ColumnConversions.FirstYear and <= ColumnConversions.LastYear => date,
            _ => throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; expected YYYY-MM-DD"
                    + (isFuture ? $" or {Today}." : $", {Today} or {Yesterday}.")
            ),
        };
}

/// <summary>Parses free text on the command line.</summary>
internal static partial class TextArgument
{
    /// <summary>In characters.</summary>
    private const int MaxLength = 200;

    /// <summary>Trims the text.</summary>
    /// <exception cref="OperationException">The text is empty or too long.</exception>
    public static string Parse(string typed, string argumentName)
    {
        var text = TerminalText.Sanitize(typed.Trim());
        if (text.Length == 0)
        {
            throw new OperationException(ErrorKind.InvalidInput, $"{argumentName}: must not be empty.");
        }

        return text.Length <= MaxLength
            ? text
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: is too long ({text.Length} characters). Use {MaxLength} characters or fewer."
            );
    }

    /// <summary>Returns the path of a folder unchanged.</summary>
    /// <exception cref="OperationException">The path is empty.</exception>
    public static string ParseFolder(string typed, string argumentName) =>
        string.IsNullOrWhiteSpace(typed)
            ? throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: must not be empty. Use a folder, or leave it out for the current one."
            )
            : typed;

    /// <summary>Parses comma-separated signs into the form of <see cref="ActivitySync.Recovery.MedicalSigns"/>: "Chest
    /// pain" becomes chest-pain.</summary>
    public static IEnumerable<string> ParseSigns(string typed) =>
        Parse(typed, "--sign")
            .ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(sign => Blanks().Replace(sign, "-"));

    [GeneratedRegex(@"[\s_]+")]
    private static partial Regex Blanks();
}

/// <summary>Parses values of a fixed list on the command line.</summary>
internal static class ChoiceArgument
{
    /// <exception cref="OperationException">The text is none of the values; the message lists them.</exception>
    public static T Parse<T>(string typed, string argumentName)
        where T : struct, Enum =>
        TryParse<T>(typed, out var value)
            ? value
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: \"{TerminalText.Sanitize(typed, 40)}\" is invalid; "
                    + $"expected one of {EnumText.ListChoices<T>()}."
            );

    /// <summary>Parses a value that may be absent.</summary>
    public static T? ParseOptional<T>(string? typed, string argumentName)
        where T : struct, Enum => typed is null ? null : Parse<T>(typed, argumentName);

    /// <summary>Parses without regard to case: single letters (grades) are upper case, everything else is lower
    /// case.</summary>
    public static bool TryParse<T>(string typed, out T value)
        where T : struct, Enum =>
        EnumText.TryParse(typed.Length == 1 ? typed.ToUpperInvariant() : typed.ToLowerInvariant(), out value);
}
