using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace ActivitySync.Digest.Rendering;

/// <summary>Renders the HTML part with the built-in template.</summary>
internal static class HtmlRenderer
{
    private static readonly PageTemplate Template = PageTemplate.LoadBuiltIn("digest.html.liquid");

    /// <summary>Encodes characters with a meaning in HTML; letters of all scripts stay as they are.</summary>
    public static HtmlEncoder Encoder { get; } = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Render(DigestPage page) => Template.Render(page, Encoder);
}
