using System.Globalization;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>Dates as people type them at a terminal.</summary>
internal static class DateArgument
{
    public const string Today = "today";
    private const string Yesterday = "yesterday";

    /// <summary>No training and no plan lies outside these years; within them all arithmetic on dates is safe.</summary>
    private const int FirstYear = 1900;
    private const int LastYear = 2199;

    /// <exception cref="OperationException">It is no date; the line says where.</exception>
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
                ) && date.Year is >= FirstYear and <= LastYear => date,
            _ => throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: \"{TerminalText.Sanitize(typed, 40)}\" is no date; write YYYY-MM-DD{(isFuture ? $" or {Today}" : $", {Today} or {Yesterday}")}."
            ),
        };
}

/// <summary>Free words as people type them at a terminal.</summary>
internal static partial class TextArgument
{
    /// <summary>Enough for a name, too little for an essay.</summary>
    private const int MaxLength = 200;

    /// <summary>The text without blanks at its ends.</summary>
    /// <exception cref="OperationException">There is none, or too much.</exception>
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
                $"{argumentName}: has {text.Length} letters; {MaxLength} at most."
            );
    }

    /// <summary>The path of a folder, as it is.</summary>
    /// <exception cref="OperationException">There is none.</exception>
    public static string ParseFolder(string typed, string argumentName) =>
        string.IsNullOrWhiteSpace(typed)
            ? throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: must not be empty; name a folder, or leave it out for this one."
            )
            : typed;

    /// <summary>Signs in the form of the stop list: "Chest pain" is chest-pain; a comma divides them.</summary>
    public static IEnumerable<string> ParseSigns(string typed) =>
        Parse(typed, "--sign")
            .ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(sign => Blanks().Replace(sign, "-"));

    [GeneratedRegex(@"[\s_]+")]
    private static partial Regex Blanks();
}

/// <summary>Words of a fixed list as people type them at a terminal.</summary>
internal static class ChoiceArgument
{
    /// <exception cref="OperationException">It is none of the words; the line names them.</exception>
    public static T Parse<T>(string typed, string argumentName)
        where T : struct, Enum =>
        TryParse<T>(typed, out var value)
            ? value
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"{argumentName}: \"{TerminalText.Sanitize(typed, 40)}\" is unknown; possible: {EnumText.ListChoices<T>()}."
            );

    /// <summary>The same where nothing may be typed at all.</summary>
    public static T? ParseOptional<T>(string? typed, string argumentName)
        where T : struct, Enum => typed is null ? null : Parse<T>(typed, argumentName);

    /// <summary>Capitals and small letters are the same: grades are written large, all else small.</summary>
    public static bool TryParse<T>(string typed, out T value)
        where T : struct, Enum =>
        EnumText.TryParse(typed.Length == 1 ? typed.ToUpperInvariant() : typed.ToLowerInvariant(), out value);
}
