using System.Text.RegularExpressions;

namespace ActivitySync.Commands;

/// <summary>Free words as people type them at a terminal.</summary>
internal static partial class TypedText
{
    /// <summary>Enough for a name, too little for an essay.</summary>
    private const int MostLetters = 200;

    /// <summary>The text without blanks at its ends.</summary>
    /// <exception cref="CannotProceedException">There is none, or too much.</exception>
    public static string Read(string typed, string place)
    {
        var text = PlainText.Of(typed.Trim());
        if (text.Length == 0) throw new CannotProceedException(ExitCode.WrongInput, $"{place}: must not be empty.");
        return text.Length <= MostLetters
            ? text
            : throw new CannotProceedException(ExitCode.WrongInput, $"{place}: has {text.Length} letters; {MostLetters} at most.");
    }

    /// <summary>The path of a folder, as it is.</summary>
    /// <exception cref="CannotProceedException">There is none.</exception>
    public static string Folder(string typed, string place) => string.IsNullOrWhiteSpace(typed)
        ? throw new CannotProceedException(ExitCode.WrongInput, $"{place}: must not be empty; name a folder, or leave it out for this one.")
        : typed;

    /// <summary>Signs in the form of the stop list: "Chest pain" is chest-pain; a comma divides them.</summary>
    public static IEnumerable<string> ReadSigns(string typed) =>
        Read(typed, "--sign").ToLowerInvariant()
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(sign => Blanks().Replace(sign, "-"));

    [GeneratedRegex(@"[\s_]+")]
    private static partial Regex Blanks();
}
