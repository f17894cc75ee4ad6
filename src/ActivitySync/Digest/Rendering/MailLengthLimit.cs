using System.Text.RegularExpressions;

namespace ActivitySync.Digest.Rendering;

/// <summary>The maximum length of a mail (digest-copy.md 1).</summary>
internal static partial class MailLengthLimit
{
    private const int MaxWords = 300;

    /// <summary>Without list items and footer.</summary>
    private const int MaxBodyWords = 200;

    public static bool Fits(DigestPage page)
    {
        var body =
            CountWords([
                page.IsMedical ? "" : page.Heading,
                page.Decision,
                page.Lead,
                page.PainQuestion,
                page.Encouragement,
            ]) + page.Blocks.Sum(block => CountWords([block.Heading, .. block.Sentences, .. block.Notes]));
        var all =
            body
            + page.Blocks.Sum(block => CountWords(block.Items))
            + CountWords([page.GeneralInformation, .. page.Footer]);
        if (page.Links.Count > 0)
        {
            all += CountWords([page.LinkText, .. page.Links]);
        }

        return all <= MaxWords && body <= MaxBodyWords;
    }

    private static int CountWords(IReadOnlyList<string> texts) => texts.Sum(text => WordPattern().Count(text));

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*")]
    private static partial Regex WordPattern();
}
