using System.Globalization;
using System.Text;

namespace ActivitySync.Recovery.Tagging;

/// <summary>Brings titles and tokens to the form in which they are compared (tagging.md 4, Form).</summary>
internal static class TitleNormalizer
{
    /// <summary>string.Normalize throws on this code point, as it does on half a surrogate pair.</summary>
    private const char Noncharacter = '\uFFFE';

    internal static string Normalize(string text) =>
        CollapseSeparators(Ascii.IsValid(text) ? text.ToLowerInvariant() : RemoveDiacritics(text));

    /// <summary>Whether a word is one of the words of a form.</summary>
    internal static bool ContainsWord(string form, string word) =>
        form.Split(' ').Contains(word, StringComparer.Ordinal);

    /// <summary>The first step of the form only: full-width and other variants become plain characters.</summary>
    internal static string ToCompatibilityForm(string text) =>
        Ascii.IsValid(text) ? text : ReplaceInvalidCharacters(text).Normalize(NormalizationForm.FormKC);

    private static string RemoveDiacritics(string text)
    {
        var folded = new StringBuilder(text.Length + 8);
        foreach (var character in ToCompatibilityForm(text).ToLowerInvariant())
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
                // The Turkish capital I with a dot only turns into i after its dot is removed.
                plain.Append(Rune.ToLowerInvariant(rune));
            }
        }

        return plain.ToString();
    }

    /// <summary>Replaces invalid characters with a space, so that Normalize can't throw.</summary>
    private static string ReplaceInvalidCharacters(string text)
    {
        var valid = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            // An unpaired surrogate is enumerated as the replacement character.
            valid.Append(rune.Value == Noncharacter || rune == Rune.ReplacementChar ? new Rune(' ') : rune);
        }

        return valid.ToString();
    }

    /// <summary>Applies steps 5 to 8 of the form.</summary>
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
