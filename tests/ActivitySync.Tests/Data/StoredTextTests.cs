using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Data;

public sealed class StoredTextTests
{
    [Theory]
    [InlineData("Morning run", "Morning run")]
    [InlineData("a\0b\0", "ab")]
    [InlineData("\uD83D\uDE00 \uD83D \uDE00", "\uD83D\uDE00 \uFFFD \uFFFD")]
    [InlineData("\uD83D\uD83D\uDE00", "\uFFFD\uD83D\uDE00")]
    public void Text_is_stored_without_what_a_database_refuses(string text, string stored) =>
        Assert.Equal(stored, StoredText.Limit(text));

    [Fact]
    public void Keys_are_lower_case_so_that_LIKE_finds_the_same_with_every_engine() =>
        Assert.All(SourceDescriptors.All, source =>
            Assert.Equal(source.Name.ToColumn().ToLowerInvariant(), source.Name.ToColumn())
        );
}
