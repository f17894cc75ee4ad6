using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Documents;

/// <summary>The guide that the daemon serves is that of the documentation.</summary>
public sealed class SelfMassageGuideTests
{
    public static TheoryData<string> Guides => ["self-massage", "self-massage.de"];

    [Theory]
    [MemberData(nameof(Guides))]
    public async Task The_served_guide_matches_the_documentation(string name)
    {
        var cancel = TestContext.Current.CancellationToken;
        var markdown = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, "docs", $"{name}.md"),
            cancel
        );
        var file = Path.Combine(TestPaths.RepositoryRoot, "src", "ActivitySync", "Web", "SelfMassage", $"{name}.html");

        var guide = SelfMassageGuide.Render(markdown);

        // To accept a change: ACCEPT_SELF_MASSAGE_PAGE=1 dotnet test --filter SelfMassageGuideTests
        if (Environment.GetEnvironmentVariable("ACCEPT_SELF_MASSAGE_PAGE") == "1")
        {
            await File.WriteAllTextAsync(file, guide, cancel);
        }

        Assert.Equal(guide, await File.ReadAllTextAsync(file, cancel));
    }

    [Theory]
    [MemberData(nameof(Guides))]
    public void Every_address_leads_somewhere_on_the_page(string name)
    {
        var guide = SelfMassageGuide.Render(
            File.ReadAllText(Path.Combine(TestPaths.RepositoryRoot, "docs", $"{name}.md"))
        );
        var sections = Regex.Matches(guide, " id=\"([^\"]+)\"").Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(8, sections.Distinct().Count());
        Assert.Equal(6, Regex.Count(guide, "<img src=\"self-massage/[a-z-]+\\.svg\" "));
        Assert.All(Regex.Matches(guide, "href=\"([^\"]+)\""), link =>
            Assert.Contains(
                link.Groups[1].Value,
                Guides.Select(one => one.Data).Concat(sections.Select(id => $"#{id}"))
            )
        );
    }
}
