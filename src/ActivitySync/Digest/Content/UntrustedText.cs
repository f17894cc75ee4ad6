using System.Globalization;
using System.Text;

namespace ActivitySync.Digest.Content;

/// <summary>
/// Text from outside (titles, areas, names) made fit to stand in a sentence: no control characters, nothing that
/// turns the reading direction or hides, one line, and not longer than a title should be. Encoding comes later, in the template.
/// </summary>
internal static class UntrustedText
{
    /// <summary>Characters kept; a title longer than this says nothing more.</summary>
    public const int MaxCharacters = 40;

    public static string Sanitize(string text)
    {
        var kept = new StringBuilder(MaxCharacters);
        var characters = 0;
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                gap = kept.Length > 0;
                continue;
            }

            if (!IsSafe(rune))
            {
                continue;
            }

            if (characters + (gap ? 1 : 0) >= MaxCharacters)
            {
                return kept.Append('…').ToString();
            }

            if (gap)
            {
                kept.Append(' ');
            }

            characters += gap ? 2 : 1;
            gap = false;
            kept.Append(rune);
        }

        return kept.ToString();
    }

    /// <summary>
    /// Format characters (bidi marks, zero-width ones, tags), controls, unassigned and private ones go; so do lone surrogates,
    /// which arrive as the replacement character.
    /// </summary>
    private static bool IsSafe(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.Surrogate
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
