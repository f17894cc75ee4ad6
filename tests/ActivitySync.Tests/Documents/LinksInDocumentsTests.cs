using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Documents;

/// <summary>Links between the pages of the documentation, and between their languages, lead somewhere.</summary>
public sealed partial class LinksInDocumentsTests
{
    private const int LinesOfFirstScreen = 24;

    /// <summary>The pages, by path from the root of the repository.</summary>
    public static TheoryData<string> Pages { get; } =
    [
        .. Directory
            .EnumerateFiles(TestPaths.RepositoryRoot, "*.md")
            .Concat(Find("docs"))
            .Concat(Find("deploy"))
            .Select(file => Path.GetRelativePath(TestPaths.RepositoryRoot, file))
            .Order(StringComparer.Ordinal),
    ];

    public static TheoryData<string> GermanPages { get; } =
    [.. Pages.Select(page => page.Data).Where(page => page.EndsWith(".de.md", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_link_and_picture_of_a_page_exists(string page)
    {
        var broken = Links()
            .Matches(CodeSpan().Replace(Read(page), ""))
            .Select(match => match.Groups["link"].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !Exists(page, link));

        Assert.Equal([], broken);
    }

    [Theory]
    [MemberData(nameof(GermanPages))]
    public void A_German_page_and_the_English_one_link_to_each_other(string german)
    {
        var english = german.Replace(".de.md", ".md", StringComparison.Ordinal);

        Assert.Contains($"]({Path.GetFileName(english)}", Read(german), StringComparison.Ordinal);
        Assert.Contains($"]({Path.GetFileName(german)})", Read(english), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("README.de.md")]
    public void The_first_screen_has_the_demo_and_the_tests(string page) =>
        Assert.Equal(
            ["dotnet run --project src/ActivitySync -- demo", "dotnet test"],
            Read(page)
                .Split('\n')
                .Take(LinesOfFirstScreen)
                .Where(line => line.StartsWith("    ", StringComparison.Ordinal))
                .Select(line => line.Trim())
        );

    private static IEnumerable<string> Find(string folder) =>
        Directory.EnumerateFiles(Path.Combine(TestPaths.RepositoryRoot, folder), "*.md", SearchOption.AllDirectories);

    private static string Read(string page) => File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, page));

    private static bool Exists(string page, string link)
    {
        var parts = link.Split('#');
        var path = parts[0].Length == 0 ? page : Path.Join(Path.GetDirectoryName(page), parts[0]);
        var full = Path.Combine(TestPaths.RepositoryRoot, path);
        return parts is [_, var section]
            ? File.Exists(full) && FindSections(File.ReadAllText(full)).Contains(section, StringComparer.Ordinal)
            : Path.Exists(full);
    }

    /// <summary>The ids of a page's sections: what GitHub makes of headings, and anchors.</summary>
    private static IEnumerable<string> FindSections(string text) =>
        Headings()
            .Matches(text)
            .Select(match => NotInId().Replace(match.Groups[1].Value.Trim().ToLowerInvariant(), "").Replace(' ', '-'))
            .Concat(Anchors().Matches(text).Select(match => match.Groups[1].Value));

    [GeneratedRegex("""(?:\]\((?<link>[^)\s]+)\)|(?:src|srcset|href)="(?<link>[^"]+)")""")]
    private static partial Regex Links();

    [GeneratedRegex("`[^`\n]*`")]
    private static partial Regex CodeSpan();

    [GeneratedRegex("^#{1,4} (.+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("<a id=\"([^\"]+)\">")]
    private static partial Regex Anchors();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex NotInId();
}
