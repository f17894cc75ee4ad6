using System.Collections.Frozen;

namespace ActivitySync.Recovery.Tagging;

/// <summary>Finds the words of <see cref="TitleWords"/> in a form, with what stands before them.</summary>
internal static class TitleTokens
{
    private const TitleKind RaceWords = TitleKind.RaceEvent | TitleKind.HalfMarathon | TitleKind.Marathon;

    /// <summary>From here on a script writes without spaces, so a word is found anywhere.</summary>
    private const char Unspaced = '\u3000';

    private const int WordsOfNegation = 3;
    private const int WordsAroundRace = 2;

    private static readonly (TitleKind Kind, string[] Words)[] s_categories =
    [
        (TitleKind.Long, TitleWords.Long),
        (TitleKind.RaceEvent, TitleWords.RaceEvent),
        (TitleKind.HalfMarathon, TitleWords.HalfMarathon),
        (TitleKind.Marathon, TitleWords.Marathon),
        (TitleKind.Hard, TitleWords.Hard),
        (TitleKind.Gentle, TitleWords.Gentle),
        (TitleKind.Warm, TitleWords.Warm),
        (TitleKind.Training, TitleWords.Training),
    ];

    private static readonly Token[] s_tokens =
        [.. s_categories.SelectMany(category => category.Words.Select(word => new Token(category.Kind, TitleForm.Of(word))))];

    private static readonly Token[] s_unspaced = [.. s_tokens.Where(token => HasUnspaced(token.Form))];

    private static readonly FrozenDictionary<string, Token[]>.AlternateLookup<ReadOnlySpan<char>> s_byFirstWord = s_tokens
        .Where(token => !HasUnspaced(token.Form))
        .GroupBy(token => token.FirstWord, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_negators = Set(TitleWords.Negators);
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> s_aroundRace = Set(TitleWords.AroundRace);
    private static readonly string[] s_endings = [.. TitleWords.DeviceDefaultEndings.Select(TitleForm.Of)];

    /// <summary>The title is one a device writes by itself: it says nothing.</summary>
    internal static bool IsDeviceDefault(string form)
    {
        foreach (var ending in s_endings)
        {
            if (form.EndsWith(ending, StringComparison.Ordinal)
                && (form.Length == ending.Length || HasUnspaced(ending) || form[form.Length - ending.Length - 1] == ' '))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Every kind of word that counts. Marathon words are looked for where no half marathon was cut out.</summary>
    internal static TitleKind Kinds(string form)
    {
        var hits = Hits(form);
        var kinds = Counted(hits, ~TitleKind.Marathon);
        if (!hits.Exists(hit => hit.Kind == TitleKind.HalfMarathon))
        {
            return kinds | Counted(hits, TitleKind.Marathon);
        }

        var rest = form.ToCharArray();
        foreach (var hit in hits.Where(hit => hit.Kind == TitleKind.HalfMarathon))
        {
            rest.AsSpan(hit.Start, hit.Length).Fill(' ');
        }

        return kinds | Counted(Hits(string.Join(' ', new string(rest).Split(' ', StringSplitOptions.RemoveEmptyEntries))), TitleKind.Marathon);
    }

    private static TitleKind Counted(List<Hit> hits, TitleKind wanted)
    {
        var kinds = TitleKind.None;
        foreach (var hit in hits)
        {
            if ((hit.Kind & wanted) != 0)
            {
                kinds |= (hit.Kind & RaceWords) == 0
                    ? hit.Negated ? TitleKind.None : hit.Kind
                    : hit.Negated || hit.AroundRace ? TitleKind.AroundRace : hit.Kind;
            }
        }

        return kinds;
    }

    private static List<Hit> Hits(string form)
    {
        var hits = new List<Hit>();
        for (var start = 0; start < form.Length; start += WordLength(form, start) + 1)
        {
            if (s_byFirstWord.TryGetValue(form.AsSpan(start, WordLength(form, start)), out var tokens))
            {
                foreach (var token in tokens)
                {
                    if (StandsAt(form, start, token.Form))
                    {
                        hits.Add(NewHit(token, form, start));
                    }
                }
            }
        }

        if (HasUnspaced(form))
        {
            foreach (var token in s_unspaced)
            {
                for (var at = form.IndexOf(token.Form, StringComparison.Ordinal); at >= 0; at = form.IndexOf(token.Form, at + 1, StringComparison.Ordinal))
                {
                    hits.Add(NewHit(token, form, at));
                }
            }
        }

        return hits;
    }

    private static int WordLength(string form, int start)
    {
        var length = form.AsSpan(start).IndexOf(' ');
        return length < 0 ? form.Length - start : length;
    }

    private static bool StandsAt(string form, int start, string token) =>
        form.AsSpan(start).StartsWith(token, StringComparison.Ordinal)
        && (start + token.Length == form.Length || form[start + token.Length] == ' ');

    private static Hit NewHit(Token token, string form, int start) => new(
        token.Kind,
        start,
        token.Form.Length,
        OneOf(s_negators, form.AsSpan(0, start), WordsOfNegation),
        OneOf(s_aroundRace, form.AsSpan(0, start), WordsAroundRace));

    /// <summary>Whether one of the last words before a token is in the set.</summary>
    private static bool OneOf(FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> set, ReadOnlySpan<char> before, int reach)
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

    private static FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Set(string[] words) =>
        words.Select(TitleForm.Of).ToFrozenSet(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private static bool HasUnspaced(string form) => form.AsSpan().IndexOfAnyInRange(Unspaced, '\uFFFF') >= 0;

    private readonly record struct Hit(TitleKind Kind, int Start, int Length, bool Negated, bool AroundRace);

    private sealed record Token(TitleKind Kind, string Form)
    {
        public string FirstWord => Form[..WordLength(Form, 0)];
    }
}
