using ActivitySync.Commands;

namespace ActivitySync.Tests.Documents;

public sealed class CommandsPageTests
{
    [Fact]
    public async Task The_page_of_commands_matches_the_program()
    {
        var cancel = TestContext.Current.CancellationToken;
        var file = Path.Combine(TestPaths.RepositoryRoot, "docs", "commands.md");

        var page = CommandsPage.Render(CommandTree.Build());

        // To accept a change: ACCEPT_COMMANDS_PAGE=1 dotnet test --filter CommandsPageTests
        if (Environment.GetEnvironmentVariable("ACCEPT_COMMANDS_PAGE") == "1")
        {
            await File.WriteAllTextAsync(file, page, cancel);
        }

        Assert.Equal(page, await File.ReadAllTextAsync(file, cancel));
    }

    [Fact]
    public void Every_command_has_a_description_and_a_valid_example()
    {
        var leaves = CommandsPage.GetLeaves(CommandTree.Build()).ToList();

        Assert.NotEmpty(leaves);
        Assert.All(leaves, command =>
        {
            var parts = (command.Description ?? "").Split("\n\nExample:\n  activitysync ");
            Assert.True(parts.Length == 2, command.Name);
            var example = CommandTree.Build().Parse(parts[1]);
            Assert.True(
                example.Errors.Count == 0,
                $"{parts[1]}: {string.Join(' ', example.Errors.Select(error => error.Message))}"
            );
            Assert.Equal(command.Name, example.CommandResult.Command.Name);
        });
    }
}
