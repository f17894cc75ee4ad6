using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Configuration;

namespace ActivitySync.Data;

/// <summary>
/// The rows with a value that this version cannot read: a text that is not a date, an instant beyond the calendar, an
/// unknown word. A repository leaves such a row out, or takes the value as unknown, and reports the row here, so that
/// it costs only itself.
/// </summary>
/// <remarks>A message names the row and never its values, which may be health data.</remarks>
/// <param name="parent">Gets every row that is reported here too; null for none.</param>
internal sealed class UnreadableRows(UnreadableRows? parent = null)
{
    /// <summary>More rows than this are only counted.</summary>
    private const int MaxShown = 10;

    /// <summary>A damaged table may have any number of such rows.</summary>
    private const int MaxStored = 1000;

    /// <summary>In characters; keys from sources may be anything.</summary>
    private const int MaxKeyLength = 60;

    private readonly ConcurrentDictionary<(string Table, string Row), bool> _rows = new();

    /// <summary>One line for each row, in a fixed order.</summary>
    public IReadOnlyList<string> GetLines()
    {
        var lines = _rows
            .Keys.OrderBy(key => key.Table, StringComparer.Ordinal)
            .ThenBy(key => key.Row.Length)
            .ThenBy(key => key.Row, StringComparer.Ordinal)
            .Select(key =>
                $"The database: the table {key.Table} has a value that cannot be read in row {key.Row}, so it is "
                + "ignored. Run 'activitysync restore FILE' with a copy from before, or correct that row."
            )
            .ToList();
        return lines.Count <= MaxShown
            ? lines
            :
            [
                .. lines.Take(MaxShown),
                string.Create(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"The database: {lines.Count - MaxShown} more rows cannot be read. "
                        + $"Run 'activitysync restore FILE' with a copy from before."
                ),
            ];
    }

    /// <param name="table">The table.</param>
    /// <param name="row">The row's id or key.</param>
    public void Add(string table, string row)
    {
        if (_rows.Count < MaxStored)
        {
            _rows.TryAdd((table, TerminalText.Sanitize(row, MaxKeyLength)), true);
        }

        parent?.Add(table, row);
    }
}

/// <summary>Converts rows of the database one by one, so that an unreadable row doesn't stop the others.</summary>
internal static class UnreadableRowsExtensions
{
    /// <summary>Converts rows; leaves out and reports those whose conversion throws a format exception.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="connection">The connection they were read from.</param>
    /// <param name="table">Their table.</param>
    /// <param name="getKey">Returns the id or key of a row.</param>
    /// <param name="convert">Converts a row.</param>
    public static List<TValue> ConvertReadable<TRow, TValue>(
        this IEnumerable<TRow> rows,
        DbConnection connection,
        string table,
        Func<TRow, object> getKey,
        Func<TRow, TValue> convert
    )
    {
        var values = new List<TValue>();
        foreach (var row in rows)
        {
            try
            {
                values.Add(convert(row));
            }
            catch (FormatException)
            {
                connection.ReportUnreadable(table, getKey(row));
            }
        }

        return values;
    }

    /// <summary>Returns an instant in seconds since 1970; null and reported if it is beyond the calendar.</summary>
    public static long? FindInstant(this DbConnection connection, long? seconds, string table, object key)
    {
        if (seconds is not { } known || ColumnConversions.IsInstant(known))
        {
            return seconds;
        }

        connection.ReportUnreadable(table, key);
        return null;
    }

    /// <summary>Reports a row that cannot be read.</summary>
    public static void ReportUnreadable(this DbConnection connection, string table, object key) =>
        (connection as IEngineConnection)?.UnreadableRows.Add(
            table,
            Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture) ?? ""
        );

    /// <summary>The lines of the rows that could not be read with this connection.</summary>
    public static IReadOnlyList<string> GetUnreadableLines(this DbConnection connection) =>
        (connection as IEngineConnection)?.UnreadableRows.GetLines() ?? [];
}
