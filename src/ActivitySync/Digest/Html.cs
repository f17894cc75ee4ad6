using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ActivitySync.Digest;

/// <summary>The HTML part.</summary>
internal static class Html
{
    private static readonly PageTemplate _template = PageTemplate.BuiltIn("digest.html.liquid");

    /// <summary>Letters of every script stay readable; what HTML gives a meaning to does not.</summary>
    private static readonly HtmlEncoder _encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Render(DigestPage page) => _template.Render(page, _encoder);
}
