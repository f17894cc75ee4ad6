using System.Net;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// Validates a custom template with probe pages: hostile texts must be encoded, and the required texts must be shown.
/// </summary>
internal static class TemplateValidator
{
    /// <summary>Creates an element if it is not encoded, and ends an attribute.</summary>
    private const string HostileText = "'\"><x-probe onclick=\"1\">&";

    private const string HostileElement = "<x-probe";

    public static IReadOnlyList<DigestPage> ProbePages { get; } =
    [
        CreateProbePage(isMedical: false),
        CreateProbePage(isMedical: true),
        AddLinks(CreateProbePage(isMedical: false)),
        AddLinks(CreateProbePage(isMedical: true)),
    ];

    /// <summary>Finds what is wrong with the output for a probe page; null if nothing is.</summary>
    public static string? FindError(string output, DigestPage page, bool isHtml)
    {
        if (isHtml && output.Contains(HostileElement, StringComparison.OrdinalIgnoreCase))
        {
            return "it does not encode texts";
        }

        var shown = isHtml ? WebUtility.HtmlDecode(output) : output;
        (string Name, string Text)[] required =
        [
            ("page.decision", page.Decision),
            ("page.lead", page.Lead),
            ("page.blocks", page.Blocks[0].Items[0]),
            ("page.safety", page.Safety),
        ];
        return required.FirstOrDefault(member => !shown.Contains(member.Text, StringComparison.Ordinal))
                is { Name: { } name }
                ? $"it does not show {name}"
            : IsAnswerShown(shown, page) ? null
            : "it does not show page.answer";
    }

    /// <summary>Links replace the answer only together with the question.</summary>
    private static bool IsAnswerShown(string shown, DigestPage page) =>
        shown.Contains(page.Answer, StringComparison.Ordinal)
        || (
            page.AnswerLinks.Count > 0
            && shown.Contains(page.Question, StringComparison.Ordinal)
            && page.AnswerLinks.All(link =>
                shown.Contains(link.Text, StringComparison.Ordinal)
                && shown.Contains(link.Address, StringComparison.Ordinal)
            )
        );

    private static DigestPage AddLinks(DigestPage page) =>
        page with
        {
            Question = $"question{HostileText}",
            AnswerLinks = [new PageLink($"choice{HostileText}", $"address{HostileText}")],
            PauseLink = new PageLink($"pause{HostileText}", $"stop{HostileText}"),
            Blocks =
            [
                page.Blocks[0] with
                {
                    Link = new PageLink($"guide{HostileText}", $"page{HostileText}"),
                    ItemGuides = [$"section{HostileText}"],
                },
            ],
        };

    private static DigestPage CreateProbePage(bool isMedical) =>
        new()
        {
            Language = "en",
            Subject = $"subject{HostileText}",
            Preheader = $"preheader{HostileText}",
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
            Answer = $"answer{HostileText}",
            Encouragement = $"cheer{HostileText}",
            Safety = $"safety{HostileText}",
            Footer = [$"footer{HostileText}"],
            PictureText = $"picture{HostileText}",
            PictureAddress = "cid:probe",
            IsMedical = isMedical,
        };
}
