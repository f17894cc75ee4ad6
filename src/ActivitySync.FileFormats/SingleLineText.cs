using System.Globalization;
using System.Text;

namespace ActivitySync.FileFormats;

/// <summary>
/// Makes untrusted text safe for one line: replaces control and direction characters, and limits the length.
/// </summary>
internal static class SingleLineText
{
    public static string From(string text, int maxLength)
    {
        var line = new StringBuilder(Math.Min(text.Length, maxLength));
        foreach (var rune in text.EnumerateRunes())
        {
            if (line.Length + rune.Utf16SequenceLength > maxLength)
            {
                break;
            }

            // Joiners only connect letters and emoji.
            var isUnsafe =
                rune.Value is not (0x200C or 0x200D)
                && Rune.GetUnicodeCategory(rune)
                    is UnicodeCategory.Control
                        or UnicodeCategory.Format
                        or UnicodeCategory.LineSeparator
                        or UnicodeCategory.ParagraphSeparator
                        or UnicodeCategory.Surrogate;
            line.Append(isUnsafe ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }
}
