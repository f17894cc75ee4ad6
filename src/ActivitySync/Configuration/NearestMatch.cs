namespace ActivitySync.Configuration;

/// <summary>Finds what somebody meant to type.</summary>
internal static class NearestMatch
{
    /// <summary>Beyond this share of the word it is a different word, not a typing mistake.</summary>
    private const double MaxEditShare = 0.5;

    /// <summary>The candidate with the fewest edits, or null if none is near.</summary>
    public static string? Find(string text, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate =>
                (candidate, edits: ComputeEditDistance(text.ToUpperInvariant(), candidate.ToUpperInvariant()))
            )
            .Where(pair => pair.edits <= Math.Max(1, (int)(MaxEditShare * pair.candidate.Length)))
            .OrderBy(pair => pair.edits)
            .ThenBy(pair => pair.candidate, StringComparer.Ordinal)
            .Select(pair => pair.candidate)
            .FirstOrDefault();

    /// <summary>Levenshtein's distance: letters wrong, missing or too many.</summary>
    public static int ComputeEditDistance(string a, string b)
    {
        // Two rows at a time.
        var previous = Enumerable.Range(0, b.Length + 1).ToArray();
        var current = new int[b.Length + 1];
        for (var i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            (previous, current) = (current, previous);
        }

        return previous[b.Length];
    }
}
