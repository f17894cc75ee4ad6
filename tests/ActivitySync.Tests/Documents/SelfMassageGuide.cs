using System.Text.RegularExpressions;
using Markdig;

namespace ActivitySync.Tests.Documents;

/// <summary>Writes the guide that the daemon serves from the Markdown of <c>docs</c>.</summary>
internal static partial class SelfMassageGuide
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UsePipeTables().Build();

    /// <summary>Converts a page; its addresses become those of the daemon.</summary>
    public static string Render(string markdown)
    {
        var html = Markdown.ToHtml(markdown, Pipeline).ReplaceLineEndings("\n");
        html = Anchor().Replace(html, "<h2 id=\"$1\">");
        html = html.Replace("src=\"images/self-massage/", "src=\"self-massage/", StringComparison.Ordinal);
        html = GuideLink().Replace(html, "href=\"$1\"");
        html = OtherPage().Replace(html, "$1");
        return html.Replace("<th>", "<th scope=\"col\">", StringComparison.Ordinal);
    }

    /// <summary>The id before a heading, which GitHub needs, becomes the heading's own.</summary>
    [GeneratedRegex("(?:<p>)?<a id=\"([a-z-]+)\"></a>(?:</p>)?\n<h2>")]
    private static partial Regex Anchor();

    [GeneratedRegex("href=\"(self-massage(?:\\.de)?)\\.md\"")]
    private static partial Regex GuideLink();

    /// <summary>A page of the documentation that the daemon doesn't serve.</summary>
    [GeneratedRegex("<a href=\"[a-z-]+(?:\\.de)?\\.md\">([^<]*)</a>")]
    private static partial Regex OtherPage();
}
