using ActivitySync.Sync;

namespace ActivitySync.Digest.Localization;

/// <summary>
/// The area of a pain in the athlete's words. Common areas ("left calf") are said as one's own; others are quoted.
/// </summary>
internal static class SoreArea
{
    private static readonly HashSet<string> Areas = [.. HashtagVocabulary.Areas.Values];

    /// <summary>Whether it is a common area in English, with or without its side.</summary>
    public static bool IsKnown(string area) => Split(area) is not null;

    /// <summary>Splits "left calf" into its side (may be empty) and area; null if it isn't a common area.</summary>
    public static (string Side, string Area)? Split(string text)
    {
        var words = text.ToLowerInvariant();
        foreach (var side in (ReadOnlySpan<string>)["left", "right"])
        {
            if (words.StartsWith(side + " ", StringComparison.Ordinal) && Areas.Contains(words[(side.Length + 1)..]))
            {
                return (side, words[(side.Length + 1)..]);
            }
        }

        return Areas.Contains(words) ? ("", words) : null;
    }
}
