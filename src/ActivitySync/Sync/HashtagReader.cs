using System.Globalization;
using System.Text;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Sync;

/// <summary>
/// Reads the hashtags of a title. Titles are hostile: any text is read, nothing in it can fail or grow without bound.
/// For the tagging rules a title stays the words it always was; what a hashtag says wins over them.
/// </summary>
internal static class HashtagReader
{
    /// <summary>A title with more is no longer somebody telling us something.</summary>
    private const int MaxTags = 20;

    /// <summary>A longer tag is not a known hashtag.</summary>
    private const int MaxTagLength = 40;

    /// <summary>A code point the normaliser refuses.</summary>
    private const int Noncharacter = 0xFFFE;

    private const char Mark = '#';

    private static readonly Dictionary<string, Hashtag> Known = HashtagVocabulary
        .All.Where(tag => !tag.IsPattern)
        .SelectMany(tag => tag.Aliases.Prepend(tag.Tag), (tag, word) => (tag, word))
        .ToDictionary(pair => pair.word, pair => pair.tag, StringComparer.Ordinal);

    public static HashtagReading Read(string title)
    {
        if (title.AsSpan().IndexOfAny(Mark, '\uFF03', '\uFE5F') < 0)
        {
            return HashtagReading.Empty;
        }

        var labels = new List<(AthleteLabelKind Word, Importance? Importance)>();
        var massages = new List<MassageKind>();
        var pains = new List<TitlePain>();
        var gone = new List<string>();
        var doubts = new List<HashtagSuggestion>();
        MassageFeeling? feeling = null;
        var noMail = false;
        foreach (var tag in FindTags(NormalizeTitle(title)).Distinct(StringComparer.Ordinal).Take(MaxTags))
        {
            if (Known.TryGetValue(tag, out var known))
            {
                if (known.Label is { } label)
                {
                    labels.Add((label, known.Importance));
                }

                if (known.Massage is { } massage)
                {
                    massages.Add(massage);
                }

                feeling = known.Feeling ?? feeling;
                noMail |= known.IsNoMail;
            }
            else if (PainHashtagParser.Parse(tag) is { } pain)
            {
                if (pain.IsResolved)
                {
                    gone.Add(pain.Area);
                }
                else
                {
                    pains.Add(new(pain.Area, pain.Severity));
                }
            }
            else if (HashtagSuggester.FindNearest(tag) is { } meant)
            {
                doubts.Add(new(tag, meant));
            }
        }

        return new()
        {
            Labels = labels,
            Massages = [.. ChooseKinds(massages)],
            Pains = [.. pains.Distinct()],
            ResolvedPainAreas = [.. gone.Distinct(StringComparer.Ordinal)],
            Feeling = feeling,
            IsNoMail = noMail,
            Suggestions = doubts,
        };
    }

    /// <summary>"#massage #massage-deep" is one massage, whose kind is known.</summary>
    private static IEnumerable<MassageKind> ChooseKinds(List<MassageKind> mentioned)
    {
        var kinds = mentioned.Distinct().ToList();
        return kinds.Count > 1 ? kinds.Where(kind => kind != MassageKind.Other) : kinds;
    }

    /// <summary>
    /// Finds the words after "#", also without a space between them ("#race#long"), but not where "#" is part of a word
    /// or an address ("C#", "/#top", "&amp;#39;").
    /// </summary>
    private static IEnumerable<string> FindTags(string text)
    {
        var end = 0;
        for (var at = text.IndexOf(Mark, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Mark, at + 1))
        {
            if (at > end && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '/' or '&' or '=' or '?'))
            {
                continue;
            }

            end = at + 1;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '-'))
            {
                end++;
            }

            var tag = text[(at + 1)..end].Trim('-');
            if (tag.Length is > 0 and <= MaxTagLength)
            {
                yield return tag;
            }
        }
    }

    /// <summary>One form: NFKC, lower case, one hyphen for all of them, nothing that hides.</summary>
    private static string NormalizeTitle(string title)
    {
        var text = new StringBuilder(title.Length);
        foreach (var rune in title.EnumerateRunes())
        {
            // Half a surrogate pair is enumerated as the replacement character.
            if (rune == Rune.ReplacementChar || rune.Value == Noncharacter)
            {
                text.Append(' ');
            }
            else if (
                rune.Value == '_'
                || Rune.GetUnicodeCategory(rune) == UnicodeCategory.DashPunctuation
                || rune.Value == '\u2212'
            )
            {
                text.Append('-');
            }
            else if (Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            {
                text.Append(rune);
            }
        }

        return text.ToString().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }
}

/// <summary>What the hashtags of a title say; it knows of no date.</summary>
internal sealed record HashtagReading
{
    public static HashtagReading Empty { get; } = new();

    /// <summary>In the order of the title.</summary>
    public IReadOnlyList<(AthleteLabelKind Word, Importance? Importance)> Labels { get; init; } = [];

    public IReadOnlyList<MassageKind> Massages { get; init; } = [];

    /// <summary>How the latest massage left the athlete; of several, the last in the title.</summary>
    public MassageFeeling? Feeling { get; init; }

    public IReadOnlyList<TitlePain> Pains { get; init; } = [];

    /// <summary>Areas free of pain; an empty one is all of them.</summary>
    public IReadOnlyList<string> ResolvedPainAreas { get; init; } = [];

    public bool IsNoMail { get; init; }

    /// <summary>Tags that look like known hashtags and are not; they say nothing and are answered.</summary>
    public IReadOnlyList<HashtagSuggestion> Suggestions { get; init; } = [];

    /// <summary>Nothing to keep.</summary>
    public bool IsEmpty =>
        Labels.Count + Massages.Count + Pains.Count + ResolvedPainAreas.Count == 0 && Feeling is null && !IsNoMail;
}

/// <summary>A pain reported in a title.</summary>
/// <param name="Area">"left calf"; empty if none is named.</param>
/// <param name="Severity">1 to 10.</param>
internal sealed record TitlePain(string Area, double Severity);

/// <summary>An unknown hashtag that looks like a known one.</summary>
/// <param name="Written">As the athlete wrote it, without "#". Untrusted text.</param>
/// <param name="Suggested">The nearest known hashtag, without its mark.</param>
internal sealed record HashtagSuggestion(string Written, string Suggested);
