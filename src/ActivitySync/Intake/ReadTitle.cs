using System.Globalization;
using System.Text;
using ActivitySync.Recovery;

namespace ActivitySync.Intake;

/// <summary>
/// Reads the hashtags of a title. Titles are hostile: any text is read, nothing in it can fail or grow without bound.
/// For the tagging rules a title stays the words it always was; what a hashtag says wins over them.
/// </summary>
internal static class ReadTitle
{
    /// <summary>A title with more is no longer somebody telling us something.</summary>
    private const int MostTags = 20;

    /// <summary>A longer tag is none of ours.</summary>
    private const int MostLetters = 40;

    /// <summary>A code point the normaliser refuses.</summary>
    private const int NotACharacter = 0xFFFE;

    private const char Mark = '#';

    private static readonly Dictionary<string, Hashtag> s_known = HashtagVocabulary.All
        .Where(tag => !tag.IsForm)
        .SelectMany(tag => tag.Also.Prepend(tag.Word), (tag, word) => (tag, word))
        .ToDictionary(pair => pair.word, pair => pair.tag, StringComparer.Ordinal);

    public static TitleReading Of(string title)
    {
        if (title.AsSpan().IndexOfAny(Mark, '\uFF03', '\uFE5F') < 0) return TitleReading.Nothing;
        var labels = new List<(LabelWord Word, Importance? Importance)>();
        var massages = new List<MassageKind>();
        var pains = new List<TitlePain>();
        var gone = new List<string>();
        var doubts = new List<HashtagDoubt>();
        var noMail = false;
        foreach (var tag in Tags(Readable(title)).Distinct(StringComparer.Ordinal).Take(MostTags))
        {
            if (s_known.TryGetValue(tag, out var known))
            {
                if (known.Label is { } label) labels.Add((label, known.Importance));
                if (known.Massage is { } massage) massages.Add(massage);
                noMail |= known.NoMail;
            }
            else if (PainHashtag.Read(tag) is { } pain)
            {
                if (pain.IsGone) gone.Add(pain.Area);
                else pains.Add(new(pain.Area, pain.Severity));
            }
            else if (NearHashtag.Of(tag) is { } meant)
            {
                doubts.Add(new(tag, meant));
            }
        }

        return new()
        {
            Labels = labels,
            Massages = [.. Kinds(massages)],
            Pains = [.. pains.Distinct()],
            PainsGone = [.. gone.Distinct(StringComparer.Ordinal)],
            NoMail = noMail,
            Doubts = doubts,
        };
    }

    /// <summary>"#massage #massage-deep" is one massage, whose kind is told.</summary>
    private static IEnumerable<MassageKind> Kinds(List<MassageKind> said)
    {
        var kinds = said.Distinct().ToList();
        return kinds.Count > 1 ? kinds.Where(kind => kind != MassageKind.Other) : kinds;
    }

    /// <summary>
    /// Words behind a mark, one right behind the other too ("#race#long"); but not where the mark itself stands in a word or an
    /// address ("C#", "/#top", "&amp;#39;").
    /// </summary>
    private static IEnumerable<string> Tags(string text)
    {
        var end = 0;
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at + 1))
        {
            if (at > end && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '/' or '&' or '=' or '?')) continue;
            end = at + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '-')) end++;
            var tag = text[(at + 1)..end].Trim('-');
            if (tag.Length is > 0 and <= MostLetters) yield return tag;
        }
    }

    /// <summary>One form: NFKC, lower case, one hyphen for all of them, nothing that hides.</summary>
    private static string Readable(string title)
    {
        var text = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            // Half a surrogate pair is enumerated as the replacement character.
            if (rune == Rune.ReplacementChar || rune.Value == NotACharacter) text.Append(' ');
            else if (rune.Value == '_' || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation || rune.Value == '\u2212') text.Append('-');
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format) text.Append(rune);
        }

        return text.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }
}
