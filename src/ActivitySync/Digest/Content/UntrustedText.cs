using System.Globalization;
using System.Text;

namespace ActivitySync.Digest.Content;

/// <summary>
/// Sanitizes text from outside (titles, areas, names) for use in a sentence: one line of limited length, without
/// control characters and without characters that are invisible or change the reading direction. The template encodes
/// it later.
/// </summary>
internal static class UntrustedText
{
    /// <summary>The maximum length; the rest is replaced by an ellipsis.</summary>
    public const int MaxCharacters = 40;

    public static string Sanitize(string text) => Shorten(text, MaxCharacters);

    /// <summary>The same with another maximum length.</summary>
    public static string Shorten(string text, int maxCharacters)
    {
        var sanitized = new StringBuilder(maxCharacters);
        var characters = 0;
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                gap = sanitized.Length > 0;
                continue;
            }

            if (!IsSafe(rune))
            {
                continue;
            }

            if (characters + (gap ? 1 : 0) >= maxCharacters)
            {
                return sanitized.Append('…').ToString();
            }

            if (gap)
            {
                sanitized.Append(' ');
            }

            characters += gap ? 2 : 1;
            gap = false;
            sanitized.Append(rune);
        }

        return sanitized.ToString();
    }

    /// <summary>
    /// Rejects format characters (bidirectional marks, zero-width characters, tags), control, unassigned and
    /// private-use characters, and lone surrogates, which <see cref="Rune"/> turns into the replacement character.
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
