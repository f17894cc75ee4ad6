using System.Globalization;

namespace ActivitySync.Configuration;

/// <summary>Makes text from outside (titles, names, file contents) safe to print on a terminal.</summary>
internal static class TerminalText
{
    private const char Substitute = '?';

    // Format characters that only connect letters and emoji: they move nothing on a terminal.
    private const char Joiner = '\u200D';
    private const char NonJoiner = '\u200C';

    /// <summary>Replaces control and format characters (but joiners) by "?", and shortens the text to a length if one
    /// is given.</summary>
    public static string Sanitize(string text, int maxLength = int.MaxValue)
    {
        var shown = text.Length <= maxLength ? text : string.Concat(text.AsSpan(0, maxLength), "...");
        return shown.All(IsPlain) ? shown : string.Create(shown.Length, shown, static (to, from) =>
            {
                for (var index = 0; index < to.Length; index++)
                {
                    to[index] = IsPlain(from[index]) ? from[index] : Substitute;
                }
            });
    }

    // Surrogates are allowed: the output's encoder replaces one that has no partner.
    private static bool IsPlain(char character) =>
        character is Joiner or NonJoiner
        || !char.IsControl(character)
            && CharUnicodeInfo.GetUnicodeCategory(character)
                is not (UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
