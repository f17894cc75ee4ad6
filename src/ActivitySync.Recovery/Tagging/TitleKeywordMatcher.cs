using System.Collections.Frozen;

namespace ActivitySync.Recovery.Tagging;

/// <summary>Finds the words of <see cref="TitleVocabulary"/> in a form, with what stands before them.</summary>
internal static class TitleKeywordMatcher
{
    private const TitleKeyword RaceKeywords =
        TitleKeyword.RaceEvent | TitleKeyword.HalfMarathon | TitleKeyword.Marathon;

    /// <summary>From here on a script writes without spaces, so a word is found anywhere.</summary>
    private const char FirstUnspaced = '\u3000';

    private const int NegationReachWords = 3;
    private const int AroundRaceReachWords = 2;

    private static readonly (TitleKeyword Kind, string[] Words)[] Categories =
    [
        (TitleKeyword.Long, TitleVocabulary.Long),
        (TitleKeyword.RaceEvent, TitleVocabulary.RaceEvent),
        (TitleKeyword.HalfMarathon, TitleVocabulary.HalfMarathon),
        (TitleKeyword.Marathon, TitleVocabulary.Marathon),
        (TitleKeyword.Hard, TitleVocabulary.Hard),
        (TitleKeyword.Gentle, TitleVocabulary.Gentle),
        (TitleKeyword.WarmUp, TitleVocabulary.WarmUp),
        (TitleKeyword.Training, TitleVocabulary.Training),
    ];

    private static readonly Token[] Tokens =
    [
        .. Categories.SelectMany(category =>
            category.Words.Select(word => new Token(category.Kind, TitleNormalizer.Normalize(word)))
        ),
    ];

    private static readonly Token[] UnspacedTokens = [.. Tokens.Where(token => ContainsUnspaced(token.Text))];

    private static readonly FrozenDictionary<string, Token[]>.AlternateLookup<ReadOnlySpan<char>> TokensByFirstWord =
        Tokens
            .Where(token => !ContainsUnspaced(token.Text))
            .GroupBy(token => token.FirstWord, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NegatorWords = CreateSet(
        TitleVocabulary.Negators
    );
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> AroundRaceWords = CreateSet(
        TitleVocabulary.AroundRace
    );
    private static readonly string[] DeviceDefaultEndings =
    [
        .. TitleVocabulary.DeviceDefaultEndings.Select(TitleNormalizer.Normalize),
    ];

    /// <summary>The title is one a device writes by itself: it says nothing.</summary>
    internal static bool IsDeviceDefault(string form)
    {
        foreach (var ending in DeviceDefaultEndings)
        {
            if (
                form.EndsWith(ending, StringComparison.Ordinal)
                && (
                    form.Length == ending.Length
                    || ContainsUnspaced(ending)
                    || form[form.Length - ending.Length - 1] == ' '
                )
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every kind of word that counts. Marathon words are looked for where no half marathon was cut out.</summary>
    internal static TitleKeyword FindKeywords(string form)
    {
        var hits = FindHits(form);
        var kinds = CombineHits(hits, ~TitleKeyword.Marathon);
        if (!hits.Exists(hit => hit.Keyword == TitleKeyword.HalfMarathon))
        {
            return kinds | CombineHits(hits, TitleKeyword.Marathon);
        }

        var rest = form.ToCharArray();
        foreach (var hit in hits.Where(hit => hit.Keyword == TitleKeyword.HalfMarathon))
        {
            rest.AsSpan(hit.Start, hit.Length).Fill(' ');
        }

        return kinds
            | CombineHits(
                FindHits(string.Join(' ', new string(rest).Split(' ', StringSplitOptions.RemoveEmptyEntries))),
                TitleKeyword.Marathon
            );
    }

    private static TitleKeyword CombineHits(List<Hit> hits, TitleKeyword wanted)
    {
        var kinds = TitleKeyword.None;
        foreach (var hit in hits)
        {
            if ((hit.Keyword & wanted) != 0)
            {
                kinds |=
                    (hit.Keyword & RaceKeywords) == 0
                        ? hit.IsNegated
                            ? TitleKeyword.None
                            : hit.Keyword
                        : hit.IsNegated || hit.IsAroundRace
                            ? TitleKeyword.AroundRace
                            : hit.Keyword;
            }
        }

        return kinds;
    }

    private static List<Hit> FindHits(string form)
    {
        var hits = new List<Hit>();
        for (var start = 0; start < form.Length; start += GetWordLength(form, start) + 1)
        {
            if (TokensByFirstWord.TryGetValue(form.AsSpan(start, GetWordLength(form, start)), out var tokens))
            {
                foreach (var token in tokens)
                {
                    if (IsTokenAt(form, start, token.Text))
                    {
                        hits.Add(CreateHit(token, form, start));
                    }
                }
            }
        }

        if (ContainsUnspaced(form))
        {
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
        }

        return hits;
    }

    private static int GetWordLength(string form, int start)
    {
        var length = form.AsSpan(start).IndexOf(' ');
        return length < 0 ? form.Length - start : length;
    }

    private static bool IsTokenAt(string form, int start, string token) =>
        form.AsSpan(start).StartsWith(token, StringComparison.Ordinal)
        && (start + token.Length == form.Length || form[start + token.Length] == ' ');

    private static Hit CreateHit(Token token, string form, int start) =>
        new(
            token.Keyword,
            start,
            token.Text.Length,
            ContainsAny(NegatorWords, form.AsSpan(0, start), NegationReachWords),
            ContainsAny(AroundRaceWords, form.AsSpan(0, start), AroundRaceReachWords)
        );

    /// <summary>Whether one of the last words before a token is in the set.</summary>
    private static bool ContainsAny(
        FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> set,
        ReadOnlySpan<char> before,
        int reach
    )
    {
        for (var i = 0; i < reach && !before.IsEmpty; i++)
        {
            before = before.TrimEnd(' ');
            var word = before[(before.LastIndexOf(' ') + 1)..];
            if (set.Contains(word))
            {
                return true;
            }

            before = before[..^word.Length];
        }

        return false;
    }

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> CreateSet(string[] words) =>
        words
            .Select(TitleNormalizer.Normalize)
            .ToFrozenSet(StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool ContainsUnspaced(string form) => form.AsSpan().IndexOfAnyInRange(FirstUnspaced, '\uFFFF') >= 0;

    private readonly record struct Hit(TitleKeyword Keyword, int Start, int Length, bool IsNegated, bool IsAroundRace);

    private sealed record Token(TitleKeyword Keyword, string Text)
    {
        public string FirstWord => Text[..GetWordLength(Text, 0)];
    }
}

/// <summary>What the words of a title say (tagging.md 4).</summary>
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
    AroundRace = 256,
}
