using System.Net;

namespace ActivitySync.Digest.Rendering;

/// <summary>Pages that a template of the user's own is tried with: every text in them is hostile, and some must be shown.</summary>
internal static class TemplateValidator
{
    /// <summary>Would be an element if it came out unencoded, and would end an attribute.</summary>
    private const string HostileText = "'\"><x-probe onclick=\"1\">&";

    private const string HostileElement = "<x-probe";

    public static IReadOnlyList<DigestPage> ProbePages { get; } =
    [CreateProbePage(isMedical: false), CreateProbePage(isMedical: true)];

    /// <summary>What is wrong with what a template made of a probe; null if nothing is.</summary>
    public static string? FindError(string output, DigestPage page, bool isHtml)
    {
        if (isHtml && output.Contains(HostileElement, StringComparison.OrdinalIgnoreCase))
        {
            return "it lets texts through unencoded";
        }

        var shown = isHtml ? WebUtility.HtmlDecode(output) : output;
        (string Name, string Text)[] needed =
        [
            ("page.decision", page.Decision),
            ("page.lead", page.Lead),
            ("page.blocks", page.Blocks[0].Items[0]),
            ("page.pain_question", page.PainQuestion),
            ("page.general_information", page.GeneralInformation),
        ];
        return needed.FirstOrDefault(one => !shown.Contains(one.Text, StringComparison.Ordinal)) is { Name: { } name }
            ? $"it does not show {name}"
            : null;
    }

    private static DigestPage CreateProbePage(bool isMedical) =>
        new()
        {
            Language = "en",
            Subject = $"subject{HostileText}",
            Preheader = $"preheader{HostileText}",
            Heading = $"heading{HostileText}",
            Decision = $"decision{HostileText}",
            Lead = $"lead{HostileText}",
            Blocks =
            [
                new PageBlock(
                    $"head{HostileText}",
                    [$"sentence{HostileText}"],
                    [$"item{HostileText}"],
                    [$"note{HostileText}"],
                    ShowsPicture: true
                )
                {
                    ItemLinks = [$"link{HostileText}"],
                },
            ],
            PainQuestion = $"pain{HostileText}",
            Encouragement = $"cheer{HostileText}",
            GeneralInformation = $"general{HostileText}",
            Footer = [$"footer{HostileText}"],
            PictureText = $"picture{HostileText}",
            PictureAddress = "cid:probe",
            IsMedical = isMedical,
        };
}
