using ActivitySync.Commands.Terminal;

namespace ActivitySync.Tests.Commands.Terminal;

public sealed class WordWrapTests
{
    [Theory]
    [InlineData("one two three", 20, "one two three")]
    [InlineData("one two three", 8, "one two|three")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("  one two three", 9, "  one two|  three")]
    [InlineData("  - one two three", 11, "  - one two|    three")]
    [InlineData("a verylongword b", 5, "a|verylongword|b")]
    [InlineData("Run 'activitysync log list' now.", 14, "Run|'activitysync log list'|now.")]
    [InlineData("Added. Undo: activitysync log remove m1", 20, "Added.|Undo: activitysync log remove m1")]
    [InlineData("activitysync run    starts it", 16, "activitysync run|starts it")]
    [InlineData("it isn't the athlete's", 8, "it isn't|the|athlete's")]
    [InlineData("\e[32mone\e[0m two", 7, "\e[32mone\e[0m two")]
    [InlineData("漢字 漢字", 8, "漢字|漢字")]
    [InlineData("漢字 漢字", 9, "漢字 漢字")]
    [InlineData("", 5, "")]
    public void A_line_wraps_at_words_and_commands_stay_whole(string line, int columns, string lines) =>
        Assert.Equal(lines.Split('|'), WordWrap.Wrap(line, columns).Select(wrapped => wrapped.TrimEnd()));

    [Fact]
    public void The_writer_wraps_lines_and_passes_on_parts()
    {
        using var text = new StringWriter();
        using var writer = new WrappingWriter(text, 10);

        writer.WriteLine("one two three\nfour");
        writer.Write("a question that is longer: ");
        writer.WriteLine();

        Assert.Equal("one two\nthree\nfour\na question that is longer: \n", text.ToString());
    }
}
