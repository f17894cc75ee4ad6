using ActivitySync.Commands.Terminal;

namespace ActivitySync.Tests.Commands.Terminal;

public sealed class TextTableTests
{
    [Fact]
    public void Cells_wrap_at_words_below_their_header() =>
        Assert.Equal(
            """
            ID   NAME          KM
            r1   A race with    5
                 a long name
            r12  Ten           10

            """,
            Write(new OutputFormat(21, HasColor: false))
        );

    [Fact]
    public void In_a_pipe_each_row_is_one_line() =>
        Assert.Equal(
            """
            ID   NAME                     KM
            r1   A race with a long name   5
            r12  Ten                      10

            """,
            Write(OutputFormat.Plain)
        );

    [Fact]
    public void Padding_has_no_color_and_no_line_ends_in_blanks()
    {
        var table = new TextTable(new TableColumn("A"), new TableColumn("B"));
        table.Add(new TableCell("x", TextColor.Good), "");
        table.Add("long", new TableCell("y", TextColor.Bad));

        Assert.Equal(
            "\e[1mA\e[0m     \e[1mB\e[0m\n\e[32mx\e[0m\nlong  \e[31my\e[0m\n",
            Write(table, new OutputFormat(80, HasColor: true))
        );
    }

    [Fact]
    public void A_word_longer_than_its_column_is_cut()
    {
        var table = new TextTable(new TableColumn("A", Wraps: true));
        table.Add("https://example.org/races.ics");

        Assert.Equal("A\nhttps://ex\nample.org/\nraces.ics\n", Write(table, new OutputFormat(10, HasColor: false)));
    }

    [Fact]
    public void A_table_without_rows_prints_nothing() =>
        Assert.Equal("", Write(new TextTable(new TableColumn("A")), OutputFormat.Plain));

    private static string Write(OutputFormat format)
    {
        var table = new TextTable(
            new TableColumn("ID"),
            new TableColumn("NAME", Wraps: true),
            new TableColumn("KM", IsNumber: true)
        );
        table.Add("r1", "A race with a long name", "5");
        table.Add("r12", "Ten", "10");
        return Write(table, format);
    }

    private static string Write(TextTable table, OutputFormat format)
    {
        using var text = new StringWriter();
        table.Write(text, format);
        return text.ToString();
    }
}
