using System.Text;

namespace ActivitySync.Recovery.Tagging;

/// <summary>Finds the tokens of <see cref="TitleVocabulary"/> in the form of a title (tagging.md 4).</summary>
internal static class TitleKeywordMatcher
{
    private const TitleKeyword RaceKeywords =
        TitleKeyword.RaceEvent | TitleKeyword.HalfMarathon | TitleKeyword.Marathon;

    /// <summary>From this character on, scripts (CJK) have no spaces, so a token is found anywhere.</summary>
    private const char FirstUnspaced = '\u3000';

    private const int NegationReachWords = 3;
    private const int AroundRaceReachWords = 2;

    private static readonly Token[] Tokens =
    [
        .. CreateTokens(TitleKeyword.Long, TitleVocabulary.Long),
        .. CreateTokens(TitleKeyword.RaceEvent, TitleVocabulary.RaceEvent),
        .. CreateTokens(TitleKeyword.HalfMarathon, TitleVocabulary.HalfMarathon),
        .. CreateTokens(TitleKeyword.Marathon, TitleVocabulary.Marathon),
        .. CreateTokens(TitleKeyword.Hard, TitleVocabulary.Hard),
        .. CreateTokens(TitleKeyword.Gentle, TitleVocabulary.Gentle),
        .. CreateTokens(TitleKeyword.WarmUp, TitleVocabulary.WarmUp),
        .. CreateTokens(TitleKeyword.Training, TitleVocabulary.Training),
    ];

    private static readonly Token[] UnspacedTokens = [.. Tokens.Where(token => token.IsUnspaced)];

    private static readonly ILookup<string, Token> SpacedTokensByFirstWord = Tokens
        .Except(UnspacedTokens)
        .ToLookup(token => token.Text.Split(' ')[0], StringComparer.Ordinal);

    private static readonly HashSet<string> Negators = NormalizeAll(TitleVocabulary.Negators);
    private static readonly HashSet<string> AroundRaceWords = NormalizeAll(TitleVocabulary.AroundRace);
    private static readonly (string Form, bool IsUnspaced)[] DeviceDefaultEndings =
    [
        .. TitleVocabulary.DeviceDefaultEndings.Select(ending =>
            (TitleNormalizer.Normalize(ending), IsUnspaced(ending))
        ),
    ];

    /// <summary>Whether a device writes the title by itself, so that it says nothing.</summary>
    internal static bool IsDeviceDefault(string form) =>
        Array.Exists(DeviceDefaultEndings, ending =>
            form.EndsWith(ending.Form, StringComparison.Ordinal)
            && (form.Length == ending.Form.Length || ending.IsUnspaced || form[^(ending.Form.Length + 1)] == ' ')
        );

    /// <summary>Finds the categories of which a token counts.</summary>
    internal static TitleKeyword FindKeywords(string form)
    {
        var hits = FindHits(form);
        if (hits.Count == 0)
        {
            return TitleKeyword.None;
        }

        var halfMarathons = hits.Where(hit => hit.Keyword == TitleKeyword.HalfMarathon).ToList();
        // Marathon words, with the words before them, are looked for after half marathon words are cut out.
        var marathonHits = halfMarathons.Count == 0 ? hits : FindHits(CutOut(form, halfMarathons));
        return hits.Where(hit => hit.Keyword != TitleKeyword.Marathon)
            .Concat(marathonHits.Where(hit => hit.Keyword == TitleKeyword.Marathon))
            .Aggregate(TitleKeyword.None, (found, hit) => found | Judge(hit));
    }

    /// <summary>
    /// Judges one occurrence: negated tokens don't count; a race word that isn't the race is around one.
    /// </summary>
    private static TitleKeyword Judge(Hit hit)
    {
        if ((hit.Keyword & RaceKeywords) == 0)
        {
            return hit.IsNegated ? TitleKeyword.None : hit.Keyword;
        }

        return hit.IsNegated || hit.IsAroundRace ? TitleKeyword.AroundRace : hit.Keyword;
    }

    private static List<Hit> FindHits(string form)
    {
        var hits = new List<Hit>();
        var start = 0;
        foreach (var word in form.Split(' '))
        {
            foreach (var token in SpacedTokensByFirstWord[word])
            {
                if (IsTokenAt(form, start, token.Text))
                {
                    hits.Add(CreateHit(token, form, start));
                }
            }

            start += word.Length + 1;
        }

        if (Ascii.IsValid(form))
        {
            return hits;
        }

        foreach (var token in UnspacedTokens)
        {
            for (
                var at = form.IndexOf(token.Text, StringComparison.Ordinal);
                at >= 0;
                at = form.IndexOf(token.Text, at + 1, StringComparison.Ordinal)
            )
            {
                hits.Add(CreateHit(token, form, at));
            }
        }

        return hits;
    }

    /// <summary>Whether a token ends where a word does; it starts where one does.</summary>
    private static bool IsTokenAt(string form, int start, string token) =>
        string.CompareOrdinal(form, start, token, 0, token.Length) == 0
        && (start + token.Length == form.Length || form[start + token.Length] == ' ');

    private static Hit CreateHit(Token token, string form, int start)
    {
        var wordsBefore = form[..start].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(
            token.Keyword,
            start,
            token.Text.Length,
            IsNegated: wordsBefore.TakeLast(NegationReachWords).Any(Negators.Contains),
            IsAroundRace: wordsBefore.TakeLast(AroundRaceReachWords).Any(AroundRaceWords.Contains)
        );
    }

    private static string CutOut(string form, IEnumerable<Hit> hits)
    {
        foreach (var hit in hits)
        {
            form = form.Remove(hit.Start, hit.Length).Insert(hit.Start, new string(' ', hit.Length));
        }

        return string.Join(' ', form.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static IEnumerable<Token> CreateTokens(TitleKeyword keyword, string[] words) =>
        words.Select(word => new Token(keyword, TitleNormalizer.Normalize(word), IsUnspaced(word)));

    private static HashSet<string> NormalizeAll(string[] words) =>
        words.Select(TitleNormalizer.Normalize).ToHashSet(StringComparer.Ordinal);

    /// <summary>Looks at the token as it is written: Hangul loses its high characters in the form.</summary>
    private static bool IsUnspaced(string token) => token.Any(character => character >= FirstUnspaced);

    private sealed record Token(TitleKeyword Keyword, string Text, bool IsUnspaced);

    private sealed record Hit(TitleKeyword Keyword, int Start, int Length, bool IsNegated, bool IsAroundRace);
}

/// <summary>The categories of <see cref="TitleVocabulary"/> of which a token counts.</summary>
[Flags]
internal enum TitleKeyword
{
    None = 0,
    Long = 1,
    Hard = 2,
    Gentle = 4,
    WarmUp = 8,
    Training = 16,
    RaceEvent = 32,
    HalfMarathon = 64,
    Marathon = 128,

    /// <summary>
    /// A race word that is negated or follows a word such as "after": the title isn't that of the race.
    /// </summary>
    AroundRace = 256,
}
