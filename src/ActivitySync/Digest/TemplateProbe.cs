using System.Net;

namespace ActivitySync.Digest;

/// <summary>Pages that a template of the user's own is tried with: every text in them is hostile, and some must be shown.</summary>
internal static class TemplateProbe
{
    /// <summary>Would be an element if it came out unencoded, and would end an attribute.</summary>
    private const string Hostile = "'\"><x-probe onclick=\"1\">&";

    private const string Element = "<x-probe";

    public static IReadOnlyList<DigestPage> Pages { get; } = [Page(isMedical: false), Page(isMedical: true)];

    /// <summary>What is wrong with what a template made of a probe; null if nothing is.</summary>
    public static string? Mistake(string output, DigestPage page, bool isHtml)
    {
        if (isHtml && output.Contains(Element, StringComparison.OrdinalIgnoreCase)) return "it lets texts through unencoded";
        var shown = isHtml ? WebUtility.HtmlDecode(output) : output;
        (string Name, string Text)[] needed =
        [
            ("page.decision", page.Decision), ("page.lead", page.Lead), ("page.blocks", page.Blocks[0].Items[0]),
            ("page.pain_question", page.PainQuestion), ("page.general_information", page.GeneralInformation),
        ];
        return needed.FirstOrDefault(one => !shown.Contains(one.Text, StringComparison.Ordinal)) is { Name: { } name } ? $"it does not show {name}" : null;
    }

    private static DigestPage Page(bool isMedical) => new()
    {
        Language = "en",
        Subject = $"subject{Hostile}",
        Preheader = $"preheader{Hostile}",
        Heading = $"heading{Hostile}",
        Decision = $"decision{Hostile}",
        Lead = $"lead{Hostile}",
        Blocks = [new PageBlock($"head{Hostile}", [$"sentence{Hostile}"], [$"item{Hostile}"], [$"note{Hostile}"], ShowsPicture: true) { ItemLinks = [$"link{Hostile}"] }],
        PainQuestion = $"pain{Hostile}",
        Encouragement = $"cheer{Hostile}",
        GeneralInformation = $"general{Hostile}",
        Footer = [$"footer{Hostile}"],
        PictureText = $"picture{Hostile}",
        PictureAddress = "cid:probe",
        IsMedical = isMedical,
    };
}
