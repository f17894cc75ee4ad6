using ActivitySync.Intake;

namespace ActivitySync.Tests.Intake;

/// <summary>docs/hashtags.md is true.</summary>
public sealed class HashtagDocumentTests
{
    private static readonly string[] s_lines = File.ReadAllLines(Path.Combine(SharedFolder.RepositoryRoot, "docs", "hashtags.md"));

    [Fact]
    public void The_table_is_the_vocabulary() =>
        Assert.Equal(
            HashtagVocabulary.All.Select(tag => $"| `#{tag.Word}` | {string.Join(", ", tag.Also.Select(also => $"`#{also}`"))} | {tag.Does} |"),
            s_lines.Where(line => line.StartsWith("| `#", StringComparison.Ordinal)));

    [Fact]
    public void Every_hashtag_in_it_is_understood() =>
        Assert.All(
            HashtagVocabulary.All.SelectMany(tag => tag.Also.Prepend(tag.Word)),
            word =>
            {
                var reading = ReadTitle.Of($"Morning Run #{word}");
                Assert.False(reading.SaysNothing, word);
                Assert.Empty(reading.Doubts);
            });

    [Fact]
    public void The_other_ways_to_write_one_say_the_same() =>
        Assert.All(
            HashtagVocabulary.All.SelectMany(tag => tag.Also.Select(also => (tag.Word, also))),
            pair => Assert.Equivalent(ReadTitle.Of($"#{pair.Word}"), ReadTitle.Of($"#{pair.also}"), strict: true));

    [Fact]
    public void The_areas_are_those_we_know() =>
        Assert.Contains(
            $"Areas, in the singular or plural: {string.Join(", ", HashtagVocabulary.Areas.Values.Distinct().Order(StringComparer.Ordinal))}.", s_lines);

    [Fact]
    public void The_severity_of_a_bare_pain_is_the_one_told() =>
        Assert.Equal(HashtagVocabulary.UnsaidSeverity, new ActivitySync.Recovery.Rules.RuleParameters().PainLocalSeverity);
}
