using ActivitySync.Configuration;

namespace ActivitySync.Sync;

/// <summary>
/// Finds the known hashtag that an unknown one was probably meant to be. Only a tag that begins with a known word, or
/// with a typo of one, gets a suggestion: #massge and #race-d, not #rain.
/// </summary>
internal static class HashtagSuggester
{
    /// <summary>From this length on a word may have two typos.</summary>
    private const int MinLongWordLength = 7;

    private static readonly string[] All = [.. HashtagVocabulary.All.SelectMany(tag => tag.Aliases.Prepend(tag.Tag))];
    private static readonly string[] Heads = [.. All.Select(GetFirstPart).Distinct()];
    private static readonly string[] PainWords = [.. HashtagVocabulary.Areas.Keys, HashtagVocabulary.Gone];

    /// <summary>The nearest known hashtag, or null if none is near.</summary>
    /// <param name="tag">The tag without its mark, lower case; not a known one.</param>
    public static string? FindNearest(string tag)
    {
        if (Array.Find(All, known => known.Replace("-", "", StringComparison.Ordinal) == tag) is { } joined)
        {
            return joined; // #FeelBetter
        }

        var written = GetFirstPart(tag);
        var head = Heads.Contains(written) ? written : FindTypo(written, Heads);
        if (head is null)
        {
            return null;
        }

        var rest = tag[written.Length..].TrimStart('-');
        var meant = rest.Length == 0 ? head : Complete(head, rest);

        // A typo counts only if the rest is known; "no" alone is not a hashtag.
        return meant != head || (All.Contains(head) && (head == written || rest.Length == 0)) ? meant : null;
    }

    private static string Complete(string head, string rest)
    {
        if (head == HashtagVocabulary.Pain)
        {
            // Correct one part at a time: the area, or "gone".
            var parts = rest.Split('-');
            var corrected = string.Join(
                '-',
                parts.Select(part => PainWords.Contains(part) ? part : FindTypo(part, PainWords) ?? part)
            );
            if (PainHashtagParser.Parse($"{head}-{corrected}") is not null)
            {
                return $"{head}-{corrected}";
            }

            return parts is ["free", ..] ? $"{head}-{HashtagVocabulary.Gone}" : head;
        }

        var rests = All.Where(tag => GetFirstPart(tag) == head && tag.Length > head.Length)
            .Select(tag => tag[(head.Length + 1)..])
            .ToList();
        var near = rests.Contains(rest) ? rest : FindTypo(rest, rests);
        return near is null ? head : $"{head}-{near}";
    }

    private static string? FindTypo(string word, IEnumerable<string> candidates) =>
        NearestMatch.Find(word, candidates) is { } near && IsTypo(word, near) ? near : null;

    private static string GetFirstPart(string tag) => tag.Split('-', 2)[0];

    /// <summary>
    /// One letter wrong, missing or extra, or letters in the wrong order. Typos rarely affect the first letter.
    /// </summary>
    private static bool IsTypo(string word, string meant)
    {
        if (word.Length < 2 || meant.Length < 3 || word[0] != meant[0])
        {
            return false;
        }

        var edits = NearestMatch.ComputeEditDistance(word.ToUpperInvariant(), meant.ToUpperInvariant());
        return edits <= (meant.Length >= MinLongWordLength ? 2 : 1)
            || (edits == 2 && word.Order().SequenceEqual(meant.Order()));
    }
}
