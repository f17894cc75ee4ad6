using System.CommandLine;
using ActivitySync.Commands;
using ActivitySync.Commands.Terminal;

namespace ActivitySync.Tests.Commands.Terminal;

public sealed class HelpTests : IDisposable
{
    private const int MaxLines = 50;
    private const int Columns = 80;

    private readonly CommandFixture _fixture = new() { Format = new OutputFormat(Columns, HasColor: false) };

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_help_of_the_program_has_one_line_per_command_and_fits_a_screen()
    {
        var (exit, output, error) = await _fixture.RunAsync("--help");
        var lines = output.TrimEnd().Split('\n');

        Assert.Equal((ExitCode.Done, ""), (exit, error));
        Assert.InRange(lines.Length, 1, MaxLines);
        Assert.All(lines, line => Assert.InRange(line.Length, 0, Columns));
        Assert.All(CommandTree.Build().Subcommands, command =>
            Assert.Single(lines, line => line.StartsWith($"  {command.Name} ", StringComparison.Ordinal))
        );
        Assert.Equal(output, (await _fixture.RunAsync("help")).Output);
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("log massage")]
    [InlineData("config")]
    [InlineData("forget")]
    public async Task Help_of_a_command_is_the_same_both_ways(string command)
    {
        var words = command.Split(' ');

        var help = await _fixture.RunAsync(["help", .. words]);

        Assert.Equal(ExitCode.Done, help.Exit);
        Assert.Contains($"Usage: activitysync {command} ", help.Output, StringComparison.Ordinal);
        Assert.Equal(help, await _fixture.RunAsync([.. words, "--help"]));
        Assert.Equal(help, await _fixture.RunAsync([.. words, "-h"]));
    }

    [Fact]
    public void Every_command_has_a_short_line_in_lists()
    {
        var commands = GetAll(CommandTree.Build()).ToList();

        Assert.All(commands, command => Assert.InRange(HelpText.GetSummary(command).Length, 1, 100));
    }

    private static IEnumerable<Command> GetAll(Command command) =>
        command.Subcommands.SelectMany(subcommand => GetAll(subcommand).Prepend(subcommand));
}
