using System.Globalization;
using System.Text;

namespace ActivitySync.FileFormats;

/// <summary>Text from outside, made fit to stand in one line: no control or direction characters, no endless length.</summary>
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

            var unfit =
                Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control
                    or UnicodeCategory.Format
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Surrogate;
            line.Append(unfit ? " " : rune.ToString());
        }

        return line.ToString().Trim();
    }
}
