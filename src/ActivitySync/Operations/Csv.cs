using System.Globalization;

namespace ActivitySync.Operations;

/// <summary>Tables as RFC 4180 has them.</summary>
internal static class Csv
{
    public static string Of(IEnumerable<string> header, IEnumerable<object?[]> rows) =>
        string.Concat(rows.Select(row => Line(row.Select(Text))).Prepend(Line(header)));

    private static string Line(IEnumerable<string> cells) => $"{string.Join(',', cells.Select(Quoted))}\r\n";

    private static string Text(object? value) => value switch
    {
        null => "",
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A table program would take a text that begins like this for a formula and run it; titles come from outside.</summary>
    private static string Quoted(string cell)
    {
        var harmless = cell.Length > 0 && cell[0] is '=' or '@' or '\t' or '\r' || (cell.Length > 1 && cell[0] is '+' or '-' && !double.TryParse(cell, CultureInfo.InvariantCulture, out _)) ? $"'{cell}" : cell;
        return harmless.AsSpan().IndexOfAny(",\"\r\n") < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
