using System.Text.RegularExpressions;

namespace ActivitySync.Tests.Architecture;

/// <summary>
/// Keeps words of the glossary's last column (CONTRIBUTING.md) out of comments, strings and names. banned-words.txt has
/// the words that have no second, plain meaning in this code; allowed-words.txt has the exceptions.
/// </summary>
public sealed partial class GlossaryTests
{
    private static readonly string[] Banned = SourceFiles.ReadList("banned-words.txt");

    private static readonly Exemption[] Exemptions =
    [
        .. SourceFiles.ReadList("allowed-words.txt").Select(Exemption.Parse),
    ];

    /// <summary>A banned word in any of its forms: mend, mends, mended, mending; settle, settled, settling.</summary>
    private static readonly Regex BannedPattern = new(
        $"(?<![a-z])(?<word>{string.Join('|', Banned.Select(word => word.TrimEnd('e')))})(e|s|es|d|ed|ing)?(?![a-z])",
        RegexOptions.CultureInvariant
    );

    [Fact]
    public void No_file_has_a_banned_word()
    {
        var found = SourceFiles
            .FindAll("src", "tests")
            .Where(file => !file.EndsWith("/GlossaryTests.cs", StringComparison.Ordinal))
            .SelectMany(FindBannedWords)
            .ToList();

        Assert.True(found.Count == 0, $"{found.Count} banned words:\n{string.Join('\n', found)}");
        Assert.Empty(Exemptions.Where(exemption => !exemption.IsUsed).Select(exemption => exemption.File));
    }

    [Fact]
    public void Every_banned_word_is_in_the_glossary()
    {
        var notColumn = string.Join(
            ", ",
            File.ReadLines(Path.Combine(TestPaths.RepositoryRoot, "CONTRIBUTING.md"))
                .Select(line => line.Split('|'))
                .Where(cells => cells.Length == 5)
                .Select(cells => cells[3])
        );

        Assert.Equal([], Banned.Where(word => !Regex.IsMatch(notColumn, $@"\b{word}\b")));
    }

    [Theory]
    [InlineData("an_hour_of_mending", "mend")]
    [InlineData("settledAccounts", "settl")]
    [InlineData("IsHeld", "held")]
    [InlineData("The rooms", "room")]
    [InlineData("recommended headroom, shielded", null)]
    public void A_word_is_found_in_any_form(string text, string? expected) =>
        Assert.Equal(
            expected,
            BannedPattern.Match(SplitNames(text)) is { Success: true } match ? match.Groups["word"].Value : null
        );

    private static IEnumerable<string> FindBannedWords(string file) =>
        from line in SourceFiles.ReadLines(file).Index()
        from match in BannedPattern.Matches(SplitNames(line.Item))
        let word = match.Groups["word"].Value
        where !Exemptions.Any(exemption => exemption.Covers(file, word))
        select $"{file}:{line.Index + 1}: {match.Value}";

    /// <summary>Splits PascalCase and camelCase, so that a word inside a name is found too.</summary>
    private static string SplitNames(string text) => WordBoundary().Replace(text, " ").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex WordBoundary();

    private sealed class Exemption(string file, string word)
    {
        public string File => file;

        public bool IsUsed { get; private set; }

        public static Exemption Parse(string line) =>
            line.Split(" | ") is [var file, var word, { Length: > 0 }]
                ? new Exemption(file, word)
                : throw new FormatException($"allowed-words.txt: \"{line}\" is no \"file | word | reason\".");

        public bool Covers(string other, string found)
        {
            var covers =
                (file.EndsWith('/') ? other.StartsWith(file, StringComparison.Ordinal) : other == file)
                && (word == "*" || word.TrimEnd('e') == found);
            IsUsed |= covers;
            return covers;
        }
    }
}
