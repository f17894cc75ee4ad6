using System.Text.RegularExpressions;

namespace ActivitySync.Digest.Rendering;

/// <summary>The length of a mail as its reader sees it (digest-copy.md 1, rule 13).</summary>
internal static partial class MailLengthLimit
{
    /// <summary>A longer mail is shortened as far as possible.</summary>
    public const int MaxWords = 200;

    public static bool Fits(DigestPage page) => CountWords(page) <= MaxWords;

    /// <summary>Counts the words of a mail without its footer.</summary>
    public static int CountWords(DigestPage page) =>
        CountWords(page.Decision)
        + CountWords(page.Lead)
        + CountWords(page.Answer)
        + page.Blocks.Sum(block =>
            CountWords(block.Heading) + block.Sentences.Concat(block.Items).Concat(block.Notes).Sum(CountWords)
        )
        + CountWords(page.Encouragement)
        + CountWords(page.Safety);

    public static int CountWords(string text) => WordPattern().Count(text);

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*")]
    private static partial Regex WordPattern();
}
