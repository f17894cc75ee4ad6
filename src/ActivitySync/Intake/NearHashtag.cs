using ActivitySync.Settings;

namespace ActivitySync.Intake;

/// <summary>
/// Finds the hashtag of ours that one of nobody's was meant to be. Most hashtags are none of our business, so only what
/// begins with a word of ours, or is a slip of the finger away from one, is answered: #massge and #race-d, not #rain.
/// </summary>
internal static class NearHashtag
{
    /// <summary>From this length on a word may have two slips.</summary>
    private const int LongWord = 7;

    private static readonly string[] s_all = [.. HashtagVocabulary.All.SelectMany(tag => tag.Also.Prepend(tag.Word))];
    private static readonly string[] s_heads = [.. s_all.Select(Head).Distinct()];
    private static readonly string[] s_painWords = [.. HashtagVocabulary.Areas.Keys, HashtagVocabulary.Gone];

    /// <summary>The nearest of ours, or null if none is near.</summary>
    /// <param name="tag">The tag without its mark, lower case; not one of ours.</param>
    public static string? Of(string tag)
    {
        var written = Head(tag);
        var head = s_heads.Contains(written) ? written : Slip(written, s_heads);
        if (head is null) return null;
        var rest = tag[written.Length..].TrimStart('-');
        var meant = rest.Length == 0 ? head : WithRest(head, rest);

        // One slip is believed, not a slip before something unknown; and "no" alone is no tag of ours.
        return meant != head || (s_all.Contains(head) && (head == written || rest.Length == 0)) ? meant : null;
    }

    private static string WithRest(string head, string rest)
    {
        if (head == HashtagVocabulary.Pain)
        {
            // Mend one part at a time: the area, or "gone".
            var parts = rest.Split('-');
            var mended = string.Join('-', parts.Select(part => s_painWords.Contains(part) ? part : Slip(part, s_painWords) ?? part));
            if (PainHashtag.Read($"{head}-{mended}") is not null) return $"{head}-{mended}";
            return parts is ["free", ..] ? $"{head}-{HashtagVocabulary.Gone}" : head;
        }

        var rests = s_all.Where(tag => Head(tag) == head && tag.Length > head.Length).Select(tag => tag[(head.Length + 1)..]).ToList();
        var near = rests.Contains(rest) ? rest : Slip(rest, rests);
        return near is null ? head : $"{head}-{near}";
    }

    private static string? Slip(string word, IEnumerable<string> candidates) =>
        NearestWord.Of(word, candidates) is { } near && IsSlip(word, near) ? near : null;

    private static string Head(string tag) => tag.Split('-', 2)[0];

    /// <summary>One letter wrong, missing or too many, or letters in the wrong order; the first one is rarely the wrong one.</summary>
    private static bool IsSlip(string word, string meant)
    {
        if (word.Length < 2 || meant.Length < 3 || word[0] != meant[0]) return false;
        var edits = NearestWord.Edits(word.ToUpperInvariant(), meant.ToUpperInvariant());
        return edits <= (meant.Length >= LongWord ? 2 : 1) || (edits == 2 && word.Order().SequenceEqual(meant.Order()));
    }
}
