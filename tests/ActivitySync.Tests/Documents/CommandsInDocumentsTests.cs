using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using ActivitySync.Commands;

namespace ActivitySync.Tests.Documents;

/// <summary>The program knows every command and option that the documentation mentions.</summary>
public sealed partial class CommandsInDocumentsTests
{
    /// <summary>Pages that mention commands. A page without commands is not listed.</summary>
    private static readonly string[] PagesWithCommands =
    [
        "README.de.md",
        "README.md",
        "deploy/README.md",
        "docs/commands.md",
        "docs/files.de.md",
        "docs/files.md",
        "docs/garmin.md",
        "docs/hashtags.de.md",
        "docs/hashtags.md",
        "docs/how-it-decides.md",
        "docs/home-dashboards.md",
        "docs/intervals.md",
        "docs/mail-server.md",
        "docs/mail.de.md",
        "docs/mail.md",
        "docs/monitoring.md",
        "docs/notifications.md",
        "docs/page.de.md",
        "docs/page.md",
        "docs/preferences.de.md",
        "docs/preferences.md",
        "docs/race-calendars.md",
        "docs/scale.md",
        "docs/security.md",
        "docs/self-massage.de.md",
        "docs/self-massage.md",
        "docs/settings.md",
        "docs/strava.md",
        "docs/upgrading.md",
    ];

    public static TheoryData<string> Pages { get; } =
    [
        .. Directory
            .GetFiles(Path.Combine(TestPaths.RepositoryRoot, "docs"), "*.md")
            .Select(file => $"docs/{Path.GetFileName(file)}")
            .Union(PagesWithCommands)
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Every_command_and_option_on_a_page_exists(string page)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, page),
            TestContext.Current.CancellationToken
        );

        var commands = FindCommands(text);

        // Both ways: a listed page must not lose its commands, and a page that gets commands must be listed.
        Assert.Equal(PagesWithCommands.Contains(page), commands.Count > 0);
        Assert.All(commands, command => Assert.Equal("", FindUnknownTokens(command)));
    }

    [Theory]
    [InlineData("Run `activitysync  log\n  list --json`.", "log list --json")]
    [InlineData("Run `sudo -u activitysync activitysync doctor`.", "doctor")]
    [InlineData("    sudo activitysync setup    # asks\n", "setup")]
    public void Commands_are_found_in_code_spans_and_code_blocks(string text, string command) =>
        Assert.Equal([command], FindCommands(text));

    [Theory]
    [InlineData("plam")]
    [InlineData("log masage today swedish")]
    [InlineData("plan --jsn")]
    public void An_unknown_command_or_option_is_detected(string command) =>
        Assert.NotEqual("", FindUnknownTokens(command));

    private static List<string> FindCommands(string text) =>
        [
            .. Inline()
                .Matches(text)
                .Concat(Line().Matches(text))
                .Select(match => Spaces().Replace(match.Groups[1].Value, " ").Trim())
                .Where(command => !Placeholder().IsMatch(command)),
        ];

    /// <summary>Finds the words of a command that the program doesn't know; a command may lack its
    /// arguments.</summary>
    private static string FindUnknownTokens(string command)
    {
        var words = CommandLineParser.SplitCommandLine(command.Replace('\'', '"'));
        return string.Join(' ', CommandTree.Build().Parse(words.ToArray()).UnmatchedTokens);
    }

    [GeneratedRegex("`(?:sudo (?:-u activitysync )?)?activitysync ([^`]+)`")]
    private static partial Regex Inline();

    [GeneratedRegex("^    (?:sudo (?:-u activitysync )?)?activitysync ([^#\n]+)", RegexOptions.Multiline)]
    private static partial Regex Line();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>A placeholder for any command.</summary>
    [GeneratedRegex("^(COMMAND|…|\\.\\.\\.)")]
    private static partial Regex Placeholder();

    /// <summary>Digests contain health notes, and every user can list /tmp.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public async Task No_page_teaches_to_write_into_the_folder_of_all_users(string page)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, page),
            TestContext.Current.CancellationToken
        );

        Assert.DoesNotContain("--out /tmp", text, StringComparison.Ordinal);
    }
}
