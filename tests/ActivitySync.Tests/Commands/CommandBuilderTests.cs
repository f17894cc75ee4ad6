using ActivitySync.Commands;

namespace ActivitySync.Tests.Commands;

public sealed class CommandBuilderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bug_is_reported_in_one_line_with_exit_code_1(bool late)
    {
        using var error = new StringWriter();
        var command = CommandBuilder
            .Create("x", "Breaks.", "x")
            .Handle(
                async (_, _) =>
                {
                    if (late)
                    {
                        await Task.Yield();
                    }

                    throw new InvalidOperationException("sore knee\nsecret");
                }
            );

        var exit = await command
            .Parse([])
            .InvokeAsync(new CommandEnvironment { Error = error, EnableDefaultExceptionHandler = false });

        Assert.Equal(1, exit);
        Assert.StartsWith("Unexpected error: InvalidOperationException", error.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(". This is a bug; please report it.", error.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.Single(error.ToString().TrimEnd().Split('\n'));
        Assert.DoesNotContain("knee", error.ToString(), StringComparison.Ordinal);
    }
}
