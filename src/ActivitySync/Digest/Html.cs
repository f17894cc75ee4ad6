using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ActivitySync.Digest;

/// <summary>The HTML part.</summary>
internal static class Html
{
    private static readonly PageTemplate _template = PageTemplate.BuiltIn("digest.html.liquid");

    /// <summary>Letters of every script stay readable; what HTML gives a meaning to does not.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Render(DigestPage page) => _template.Render(page, Encoder);
}
