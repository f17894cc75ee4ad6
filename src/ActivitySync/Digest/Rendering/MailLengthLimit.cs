using System.Text.RegularExpressions;
using ActivitySync.Digest.Content;

namespace ActivitySync.Digest.Rendering;

/// <summary>The length of a mail as its reader sees it (digest-copy.md 1, rule 13).</summary>
internal static partial class MailLengthLimit
{
    /// <summary>The maximum: the email loses reasons and questions rather than be longer.</summary>
    public const int MaxWords = 230;

    /// <summary>A longer email loses what is only good to know.</summary>
    private const int UsualMaxWords = 200;

    /// <summary>Whether an email that was shortened so far is short enough.</summary>
    public static bool Fits(DigestPage page, DigestShortening shortening) =>
        CountWords(page) <= (shortening < DigestShortening.Ahead ? UsualMaxWords : MaxWords);

    /// <summary>
    /// Counts the words of a mail without its footer, as the text part shows them. The labels of the answers are no
    /// sentences, and don't count.
    /// </summary>
    public static int CountWords(DigestPage page) =>
        CountWords(page.Decision)
        + CountWords(page.Lead)
        + CountWords(page.Answer)
        + page.Blocks.Sum(block =>
            CountWords(block.Heading)
            + (block.IsNumbered ? block.Items.Count : 0)
            + block.Sentences.Concat(block.Items).Concat(block.Notes).Sum(CountWords)
            + (block.Link is { } link ? CountWords(link.Text) + CountWords(link.Address) : 0)
        )
        + CountWords(page.Encouragement)
        + CountWords(page.Safety);

    public static int CountWords(string text) => WordPattern().Count(text);

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*")]
    private static partial Regex WordPattern();
}
