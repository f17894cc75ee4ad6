using System.Globalization;
using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Recovery;

/// <summary>Reads the tables of docs/specification/rules.md that the code has to agree with.</summary>
internal static partial class SpecificationRules
{
    private static readonly string[] Lines = File.ReadAllLines(
        Path.Combine(TestPaths.RepositoryRoot, "docs", "specification", "rules.md")
    );

    /// <summary>Section 4: names and defaults of all parameters.</summary>
    public static IReadOnlyDictionary<string, double> Parameters { get; } =
        ReadParameters().ToDictionary(row => row.Name, row => row.Default);

    /// <summary>Section 10: reason codes in order.</summary>
    public static IReadOnlyList<string> ReasonCodes { get; } =
    [.. ReadTables("## 10. ").First().SelectMany(cells => cells[0].Split(", "))];

    private static IEnumerable<(string Name, double Default)> ReadParameters()
    {
        var tables = ReadTables("## 4. ").ToList();
        foreach (var cells in tables[0])
        {
            var preferred = IntegerPattern().Matches(cells[3]);
            yield return ($"After{cells[0]}GentleDays", Parse(cells[1]));
            yield return ($"After{cells[0]}DeepDays", Parse(cells[2]));
            yield return ($"After{cells[0]}PreferredFrom", Parse(preferred[0].Value));
            yield return ($"After{cells[0]}PreferredTo", Parse(preferred[1].Value));
        }

        foreach (var cells in tables[1])
        {
            yield return ($"Before{cells[0]}GentleDays", Parse(cells[1]));
            yield return ($"Before{cells[0]}DeepDays", Parse(cells[2]));
        }

        foreach (var cells in tables[2])
        {
            yield return (cells[0].Trim('`'), Parse(cells[1]));
        }
    }

    /// <summary>The tables of a section as rows of cells, without their headers.</summary>
    private static IEnumerable<List<string[]>> ReadTables(string heading)
    {
        var section = Lines
            .SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        var table = new List<string[]>();
        foreach (var line in section.Append(""))
        {
            if (line.StartsWith('|'))
            {
                table.Add([.. line.Trim('|').Split('|').Select(cell => cell.Trim())]);
            }
            else if (table.Count > 0)
            {
                yield return table[2..];
                table = [];
            }
        }
    }

    private static double Parse(string number) => double.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex("[0-9]+")]
    private static partial Regex IntegerPattern();
}
