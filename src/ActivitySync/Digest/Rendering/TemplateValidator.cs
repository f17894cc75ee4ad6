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
    [CreateProbePage(isMedical: false), CreateProbePage(isMedical: true)];

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
            ("page.answer", page.Answer),
            ("page.safety", page.Safety),
        ];
        return
            required.FirstOrDefault(member => !shown.Contains(member.Text, StringComparison.Ordinal))
                is { Name: { } name }
            ? $"it does not show {name}"
            : null;
    }

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
