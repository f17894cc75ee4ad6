using ActivitySync.Sync;

namespace ActivitySync.Tests.Sync;

/// <summary>docs/hashtags.md and the German page are true.</summary>
public sealed class HashtagDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(
        Path.Combine(TestPaths.RepositoryRoot, "docs", "hashtags.md")
    );

    private static readonly string German = File.ReadAllText(
        Path.Combine(TestPaths.RepositoryRoot, "docs", "hashtags.de.md")
    );

    [Fact]
    public void The_table_is_the_vocabulary() =>
        Assert.Equal(
            HashtagVocabulary.All.Select(tag =>
                $"| `#{tag.Tag}` | {string.Join(", ", tag.Aliases.Select(also => $"`#{also}`"))} | {tag.Purpose} |"
            ),
            Lines.Where(line => line.StartsWith("| `#", StringComparison.Ordinal))
        );

    [Fact]
    public void The_German_page_has_every_hashtag() =>
        Assert.All(HashtagVocabulary.All.SelectMany(tag => tag.Aliases.Prepend(tag.Tag)), word =>
            Assert.Contains($"`#{word}`", German, StringComparison.Ordinal)
        );

    [Fact]
    public void Every_hashtag_in_it_is_understood() =>
        Assert.All(HashtagVocabulary.All.SelectMany(tag => tag.Aliases.Prepend(tag.Tag)), word =>
        {
            var reading = HashtagReader.Read($"Morning Run #{word}");
            Assert.False(reading.IsEmpty, word);
            Assert.Empty(reading.Suggestions);
        });

    [Fact]
    public void The_other_ways_to_write_one_say_the_same() =>
        Assert.All(HashtagVocabulary.All.SelectMany(tag => tag.Aliases.Select(also => (tag.Tag, also))), pair =>
            Assert.Equivalent(HashtagReader.Read($"#{pair.Tag}"), HashtagReader.Read($"#{pair.also}"), strict: true)
        );

    [Fact]
    public void The_areas_are_those_we_know() =>
        Assert.Contains(
            "Areas, in the singular or plural: "
                + string.Join(", ", HashtagVocabulary.Areas.Values.Distinct().Order(StringComparer.Ordinal))
                + ".",
            Lines
        );

    [Fact]
    public void The_severity_of_a_bare_pain_is_the_one_told() =>
        Assert.Equal(HashtagVocabulary.DefaultSeverity, ActivitySync.Recovery.Rules.LocalPainRule.MinSeverity.Default);
}
