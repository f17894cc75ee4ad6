using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Deploy;

/// <summary>The commands that a page of ours tells a reader to type, under one of its headings.</summary>
internal sealed partial class DocumentedSteps
{
    private const string Indent = "    ";

    private DocumentedSteps(string section)
    {
        var blocks = new List<IReadOnlyList<string>>();
        foreach (var paragraph in section.Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var lines = paragraph.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length > 0 && lines.All(line => line.StartsWith(Indent, StringComparison.Ordinal)))
            {
                blocks.Add([.. lines.Select(line => line.Trim())]);
            }
        }

        Blocks = blocks;
        Asides = [.. Aside().Matches(section).Select(match => match.Groups[1].Value)];
    }

    /// <summary>The blocks of lines to type, comments and all, in the order of the page.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Blocks { get; }

    /// <summary>Commands within the sentences.</summary>
    public IReadOnlyList<string> Asides { get; }

    public static async Task<DocumentedSteps> ReadAsync(string page, string heading)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, page),
            TestContext.Current.CancellationToken
        );
        return new DocumentedSteps(text.Split($"\n## {heading}\n")[1].Split("\n## ")[0]);
    }

    /// <summary>What is to type of a line; empty for one that only says what to do.</summary>
    public static string Command(string line) => Comment().Replace(line, "");

    /// <summary>The number of a line's step.</summary>
    public static int Number(string line) =>
        int.Parse(Step().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s*(?:(?<=\s|^)#).*$")]
    private static partial Regex Comment();

    [GeneratedRegex(@"# ([0-9]+)\. ")]
    private static partial Regex Step();

    [GeneratedRegex("`(sudo [^`]+)`")]
    private static partial Regex Aside();
}
