namespace ActivitySync.Configuration;

/// <summary>Finds the word that was probably meant.</summary>
internal static class NearestMatch
{
    /// <summary>The maximum number of edits, as a share of the word's length.</summary>
    private const double MaxEditShare = 0.5;

    private const int MinLettersPerEdit = 3;

    /// <summary>Finds the candidate with the fewest edits; null if none is similar.</summary>
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

    /// <summary>Finds the candidate for a word with a typing error: one letter in three may differ; null if none is
    /// so similar. For short words, where <see cref="Find"/> would guess.</summary>
    public static string? FindSimilar(string text, IEnumerable<string> candidates) =>
        Find(text, candidates) is { } nearest
        && nearest.Length >= MinLettersPerEdit
        && ComputeEditDistance(text.ToUpperInvariant(), nearest.ToUpperInvariant())
            <= Math.Max(1, Math.Min(text.Length, nearest.Length) / MinLettersPerEdit)
            ? nearest
            : null;

    /// <summary>Computes the Levenshtein distance: the number of letters to replace, insert or delete.</summary>
    public static int ComputeEditDistance(string a, string b)
    {
        // Only two rows of the matrix are needed.
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
