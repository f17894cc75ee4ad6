using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using ActivitySync.Commands;

namespace ActivitySync.Tests.Documents;

/// <summary>What the pages tell a reader to type is known to the program.</summary>
public sealed partial class CommandsInDocumentsTests
{
    public static TheoryData<string> Pages { get; } =
    [
        "README.md",
        "deploy/README.md",
        .. Directory
            .GetFiles(Path.Combine(TestPaths.RepositoryRoot, "docs"), "*.md")
            .Select(file => $"docs/{Path.GetFileName(file)}")
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_verb_and_option_on_a_page_exists(string page)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, page),
            TestContext.Current.CancellationToken
        );

        var commands = Inline()
            .Matches(text)
            .Concat(Line().Matches(text))
            .Select(match => Spaces().Replace(match.Groups[1].Value, " ").Trim())
            .Where(command => !Unspoken().IsMatch(command));

        Assert.All(commands, command =>
        {
            var parsed = CommandTree
                .Build()
                .Parse(CommandLineParser.SplitCommandLine(command.Replace('\'', '"')).ToArray());
            Assert.True(
                parsed.UnmatchedTokens.Count == 0,
                $"activitysync {command}: unknown: {string.Join(' ', parsed.UnmatchedTokens)}"
            ); // a verb may be named without its arguments
        });
    }

    [GeneratedRegex("`(?:sudo (?:-u activitysync )?)?activitysync ([^`]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex("^    (?:sudo (?:-u activitysync )?)?activitysync ([^#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>The word that stands for any verb, and examples left open.</summary>
    [GeneratedRegex("^(VERB|…|\\.\\.\\.)")]
    private static partial Regex Unspoken();
}
