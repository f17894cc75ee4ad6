using System.Globalization;

namespace ActivitySync.Configuration;

/// <summary>Makes text from outside (titles, names, file contents) fit for a terminal: nothing in it can move the cursor or hide.</summary>
internal static class TerminalText
{
    private const char Substitute = '?';

    /// <summary>The text without control and format characters, cut at a length if one is given.</summary>
    public static string Sanitize(string text, int maxLength = int.MaxValue)
    {
        var shown = text.Length <= maxLength ? text : string.Concat(text.AsSpan(0, maxLength), "...");
        return shown.All(IsPlain) ? shown : string.Create(shown.Length, shown, static (to, from) =>
            {
                for (var at = 0; at < to.Length; at++)
                {
                    to[at] = IsPlain(from[at]) ? from[at] : Substitute;
                }
            });
    }

    // Halves of surrogate pairs are let through: they come in pairs, or the output's encoder replaces them.
    private static bool IsPlain(char character) =>
        !char.IsControl(character)
        && CharUnicodeInfo.GetUnicodeCategory(character)
            is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
