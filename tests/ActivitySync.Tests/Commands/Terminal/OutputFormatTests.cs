using ActivitySync.Commands.Terminal;

namespace ActivitySync.Tests.Commands.Terminal;

public sealed class OutputFormatTests
{
    [Theory]
    [InlineData(100, null, null, null, 100, true)]
    [InlineData(100, "120", null, null, 120, true)]
    [InlineData(100, "none", null, null, 100, true)]
    [InlineData(100, "0", null, null, 100, true)]
    [InlineData(10, null, null, null, 40, true)]
    [InlineData(100, null, "1", null, 100, false)]
    [InlineData(100, null, "", null, 100, true)]
    [InlineData(100, null, null, "dumb", 100, false)]
    [InlineData(null, null, null, null, null, false)]
    [InlineData(null, "80", null, null, 80, false)]
    public void Width_and_color_follow_terminal_and_environment(
        int? terminal,
        string? columns,
        string? noColor,
        string? term,
        int? width,
        bool hasColor
    )
    {
        var variables = new Dictionary<string, string?>
        {
            ["COLUMNS"] = columns,
            ["NO_COLOR"] = noColor,
            ["TERM"] = term,
        };

        Assert.Equal(new OutputFormat(width, hasColor), OutputFormat.Create(terminal, variables.GetValueOrDefault));
    }

    [Fact]
    public void Colors_are_codes_only_where_there_are_colors()
    {
        Assert.Equal("\e[32mok\e[0m", new OutputFormat(80, HasColor: true).Paint("ok", TextColor.Good));
        Assert.Equal("ok", new OutputFormat(80, HasColor: true).Paint("ok", TextColor.None));
        Assert.Equal("ok", OutputFormat.Plain.Paint("ok", TextColor.Bad));
    }
}
