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

    private static readonly FrozenDictionary<string, Token[]> s_byFirstWord = s_tokens
        .Where(token => !HasUnspaced(token.Form))
        .GroupBy(token => token.Words[0], StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_negators = TitleWords.Negators.Select(TitleForm.Of).ToFrozenSet(StringComparer.Ordinal);
    private static readonly FrozenSet<string> s_aroundRace = TitleWords.AroundRace.Select(TitleForm.Of).ToFrozenSet(StringComparer.Ordinal);
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

        return kinds | Counted(Hits(new string(rest)), TitleKind.Marathon);
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
        var words = Split(form);
        for (var i = 0; i < words.Count; i++)
        {
            if (s_byFirstWord.TryGetValue(words[i].Text, out var tokens))
            {
                foreach (var token in tokens)
                {
                    if (StandsAt(words, i, token))
                    {
                        var last = words[i + token.Words.Length - 1];
                        hits.Add(NewHit(token.Kind, words, i, words[i].Start, last.Start + last.Text.Length));
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
                    var before = Split(form[..at]);
                    hits.Add(NewHit(token.Kind, before, before.Count, at, at + token.Form.Length));
                }
            }
        }

        return hits;
    }

    private static bool StandsAt(List<Word> words, int at, Token token)
    {
        if (at + token.Words.Length > words.Count)
        {
            return false;
        }

        for (var i = 1; i < token.Words.Length; i++)
        {
            if (words[at + i].Text != token.Words[i])
            {
                return false;
            }
        }

        return true;
    }

    private static Hit NewHit(TitleKind kind, List<Word> words, int at, int start, int end) =>
        new(kind, start, end - start, OneOf(s_negators, words, at, WordsOfNegation), OneOf(s_aroundRace, words, at, WordsAroundRace));

    private static bool OneOf(FrozenSet<string> set, List<Word> words, int before, int reach)
    {
        for (var i = Math.Max(0, before - reach); i < before; i++)
        {
            if (set.Contains(words[i].Text))
            {
                return true;
            }
        }

        return false;
    }

    private static List<Word> Split(string form)
    {
        var words = new List<Word>();
        foreach (var range in form.AsSpan().Split(' '))
        {
            var (start, length) = range.GetOffsetAndLength(form.Length);
            if (length > 0)
            {
                words.Add(new(start, form.Substring(start, length)));
            }
        }

        return words;
    }

    private static bool HasUnspaced(string form) => form.AsSpan().IndexOfAnyInRange(Unspaced, '\uFFFF') >= 0;

    private readonly record struct Word(int Start, string Text);

    private readonly record struct Hit(TitleKind Kind, int Start, int Length, bool Negated, bool AroundRace);

    private sealed record Token(TitleKind Kind, string Form)
    {
        public string[] Words { get; } = Form.Split(' ');
    }
}
