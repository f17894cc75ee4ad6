namespace ActivitySync.Commands.Terminal;

/// <summary>
/// Prints rows under headers, or without any if all are empty. On a terminal, cells wrap at words so that each line
/// fits.
/// </summary>
internal sealed class TextTable(params IReadOnlyList<TableColumn> columns)
{
    private const int Gap = 2;

    /// <summary>A column is not made narrower than this.</summary>
    private const int MinWidth = 8;

    private readonly List<TableCell[]> _rows = [];

    /// <summary>Adds a row; a cell without a color can be given as text.</summary>
    public void Add(params TableCell[] cells) => _rows.Add(cells);

    /// <summary>Prints the table; nothing if it has no rows.</summary>
    public void Write(TextWriter output, OutputFormat format)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        var widths = ComputeWidths(format.Columns);
        if (columns.Any(column => column.Header.Length > 0))
        {
            TableCell[] header = [.. columns.Select(column => new TableCell(column.Header, TextColor.Heading))];
            WriteRow(output, format, widths, header);
        }

        foreach (var row in _rows)
        {
            WriteRow(output, format, widths, row);
        }
    }

    private int[] ComputeWidths(int? available)
    {
        var widths = columns
            .Select(
                (column, index) => Math.Max(column.Header.Length, _rows.Max(row => WordWrap.Measure(row[index].Text)))
            )
            .ToArray();
        while (available is { } limit && widths.Sum() + (Gap * (widths.Length - 1)) > limit)
        {
            // The widest of the columns that wrap gives way, so that all of them end about equally wide.
            var widest = Enumerable
                .Range(0, widths.Length)
                .Where(index => columns[index].Wraps && widths[index] > GetMinWidth(index))
                .OrderByDescending(index => widths[index])
                .FirstOrDefault(-1);
            if (widest < 0)
            {
                break;
            }

            widths[widest]--;
        }

        return widths;
    }

    private int GetMinWidth(int index) => Math.Max(MinWidth, columns[index].Header.Length);

    private void WriteRow(TextWriter output, OutputFormat format, int[] widths, TableCell[] cells)
    {
        var lines = cells
            .Select(
                (cell, index) =>
                    format.Columns is null || !columns[index].Wraps ? [cell.Text] : WrapCell(cell.Text, widths[index])
            )
            .ToArray();
        var height = lines.Max(cell => cell.Count);
        for (var line = 0; line < height; line++)
        {
            // Padding is added before the color, or an empty line would end in color codes.
            var last = Array.FindLastIndex(lines, cell => line < cell.Count && cell[line].Length > 0);
            var parts = Enumerable
                .Range(0, last + 1)
                .Select(index =>
                {
                    var text = line < lines[index].Count ? lines[index][line] : "";
                    var padding = new string(' ', Math.Max(0, widths[index] - WordWrap.Measure(text)));
                    var painted = format.Paint(text, cells[index].Color);
                    return columns[index].IsNumber ? padding + painted
                        : index == last ? painted
                        : painted + padding;
                });
            output.WriteLine(string.Join(new string(' ', Gap), parts));
        }
    }

    private static List<string> WrapCell(string text, int width) =>
        [.. WordWrap.Wrap(text, width, "", "").SelectMany(line => Cut(line, width))];

    /// <summary>Cuts a word that is longer than the column, as an address can be.</summary>
    private static IEnumerable<string> Cut(string line, int width)
    {
        while (WordWrap.Measure(line) > width)
        {
            var length = Math.Min(width, line.Length);
            while (length > 1 && (WordWrap.Measure(line[..length]) > width || char.IsHighSurrogate(line[length - 1])))
            {
                length--;
            }

            yield return line[..length];
            line = line[length..];
        }

        yield return line;
    }
}

/// <summary>A column of a table.</summary>
/// <param name="Header">The header, in capitals.</param>
/// <param name="Wraps">Whether its text may be wrapped.</param>
/// <param name="IsNumber">Whether its texts end at the same column.</param>
internal sealed record TableColumn(string Header, bool Wraps = false, bool IsNumber = false);

/// <summary>A cell: text without control characters, and its color.</summary>
internal readonly record struct TableCell(string Text, TextColor Color = TextColor.None)
{
    public static implicit operator TableCell(string text) => new(text);

    public static TableCell FromString(string text) => new(text);
}
