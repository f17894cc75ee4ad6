using System.Text.RegularExpressions;

namespace ActivitySync.Digest;

/// <summary>How long a mail may be (digest-copy.md 1).</summary>
internal static partial class MailLength
{
    private const int MostWords = 300;

    /// <summary>Without the items of lists and without the footer.</summary>
    private const int MostRead = 200;

    public static bool Fits(DigestPage page)
    {
        var read = Words([page.IsMedical ? "" : page.Heading, page.Decision, page.Lead, page.PainQuestion, page.Encouragement])
            + page.Blocks.Sum(block => Words([block.Heading, .. block.Sentences, .. block.Notes]));
        var all = read + page.Blocks.Sum(block => Words(block.Items)) + Words([page.GeneralInformation, .. page.Footer]);
        if (page.Links.Count > 0) all += Words([StravaAddress.LinkText, .. page.Links]);
        return all <= MostWords && read <= MostRead;
    }

    private static int Words(IReadOnlyList<string> texts) => texts.Sum(text => Word().Count(text));

    [GeneratedRegex(@"\S*[\p{L}\p{N}]\S*")]
    private static partial Regex Word();
}
