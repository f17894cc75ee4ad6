using System.Globalization;
using System.Text;

namespace ActivitySync.Recovery.Tagging;

/// <summary>The one form titles and words are compared in (tagging.md 4): lower case, no marks, single spaces.</summary>
internal static class TitleNormalizer
{
    /// <summary>A code point the normaliser refuses, as it does half a surrogate pair.</summary>
    private const char Noncharacter = '\uFFFE';

    internal static string Normalize(string text)
    {
        if (text.Length == 0)
        {
            return "";
        }

        return CollapseSeparators(Ascii.IsValid(text) ? text.ToLowerInvariant() : RemoveDiacritics(text));
    }

    /// <summary>Whether a word stands alone in a form.</summary>
    internal static bool ContainsWord(string form, string word)
    {
        for (
            var at = form.IndexOf(word, StringComparison.Ordinal);
            at >= 0;
            at = form.IndexOf(word, at + 1, StringComparison.Ordinal)
        )
        {
            var end = at + word.Length;
            if ((at == 0 || form[at - 1] == ' ') && (end == form.Length || form[end] == ' '))
            {
                return true;
            }
        }

        return false;
    }

    private static string RemoveDiacritics(string text)
    {
        var folded = new StringBuilder(text.Length + 8);
        foreach (var character in ReplaceInvalidCharacters(text).Normalize(NormalizationForm.FormKC).ToLowerInvariant())
        {
            _ = character switch
            {
                'ß' => folded.Append("ss"),
                'ł' => folded.Append('l'),
                'ø' => folded.Append('o'),
                'æ' => folded.Append("ae"),
                'đ' => folded.Append('d'),
                '×' => folded.Append('x'),
                _ => folded.Append(character),
            };
        }

        var plain = new StringBuilder(folded.Length);
        foreach (var rune in folded.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
            {
                // Once more in lower case: the Turkish capital I with a dot only now lost its dot.
                plain.Append(Rune.ToLowerInvariant(rune));
            }
        }

        return plain.ToString();
    }

    /// <summary>Titles are hostile: what is not text at all becomes a space, so that normalising cannot throw.</summary>
    private static string ReplaceInvalidCharacters(string text)
    {
        var readable = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // An unpaired surrogate is enumerated as the replacement character.
            readable.Append(rune.Value == Noncharacter || rune == Rune.ReplacementChar ? new Rune(' ') : rune);
        }

        return readable.ToString();
    }

    /// <summary>Letters and decimal digits stay; a point or comma between digits is a point; @ is a word; the rest is space.</summary>
    private static string CollapseSeparators(string text)
    {
        var form = new StringBuilder(text.Length + 2);
        var at = 0;
        while (at < text.Length)
        {
            var rune = Rune.GetRuneAt(text, at);
            var next = at + rune.Utf16SequenceLength;
            if (Rune.IsLetter(rune) || Rune.IsDigit(rune))
            {
                form.Append(text, at, rune.Utf16SequenceLength);
            }
            else if (
                rune.Value is '.' or ','
                && EndsInDigit(text, at)
                && next < text.Length
                && Rune.IsDigit(Rune.GetRuneAt(text, next))
            )
            {
                form.Append('.');
            }
            else
            {
                AppendSpace(form);
                if (rune.Value == '@')
                {
                    form.Append("@ ");
                }
            }

            at = next;
        }

        var length = form.Length > 0 && form[^1] == ' ' ? form.Length - 1 : form.Length;
        return form.ToString(0, length);
    }

    private static bool EndsInDigit(string text, int end) =>
        end > 0
        && Rune.DecodeLastFromUtf16(text.AsSpan(0, end), out var last, out _) == System.Buffers.OperationStatus.Done
        && Rune.IsDigit(last);

    private static void AppendSpace(StringBuilder form)
    {
        if (form.Length > 0 && form[^1] != ' ')
        {
            form.Append(' ');
        }
    }
}
