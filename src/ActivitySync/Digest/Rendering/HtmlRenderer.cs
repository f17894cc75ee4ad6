using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ActivitySync.Digest.Rendering;

/// <summary>The HTML part.</summary>
internal static class HtmlRenderer
{
    private static readonly PageTemplate Template = PageTemplate.LoadBuiltIn("digest.html.liquid");

    /// <summary>Letters of every script stay readable; what HTML gives a meaning to does not.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Render(DigestPage page) => Template.Render(page, Encoder);
}
