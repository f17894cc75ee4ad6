using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Deploy;

/// <summary>The commands in a section of a documentation page.</summary>
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
        InlineCommands = [.. InlineCommand().Matches(section).Select(match => match.Groups[1].Value)];
    }

    /// <summary>The indented blocks in the order of the page, with their comments.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Blocks { get; }

    /// <summary>Commands inside sentences.</summary>
    public IReadOnlyList<string> InlineCommands { get; }

    /// <summary>Reads a section: from its heading of the second or third level up to the next of either.</summary>
    public static async Task<DocumentedSteps> ReadAsync(string page, string heading)
    {
        var text = await File.ReadAllTextAsync(
            Path.Combine(TestPaths.RepositoryRoot, page),
            TestContext.Current.CancellationToken
        );
        return new DocumentedSteps(Headings().Split(text.Split($"## {heading}\n")[1])[0]);
    }

    /// <summary>The command of a line; empty for a line that is only a comment.</summary>
    public static string GetCommand(string line) => Comment().Replace(line, "");

    /// <summary>The number of the step in a line's comment.</summary>
    public static int GetNumber(string line) =>
        int.Parse(Step().Match(line).Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\s*(?:(?<=\s|^)#).*$")]
    private static partial Regex Comment();

    [GeneratedRegex("^###? ", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"# ([0-9]+)\. ")]
    private static partial Regex Step();

    [GeneratedRegex("`(sudo [^`]+)`")]
    private static partial Regex InlineCommand();
}
