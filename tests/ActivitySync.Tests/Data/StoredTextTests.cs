using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Tests.Data;

public sealed class StoredTextTests
{
    [Fact]
    public void Text_is_stored_without_what_a_database_refuses()
    {
        // An attribute can't hold half a character, so these are not inline data.
        Assert.Equal("Morning run", StoredText.Limit("Morning run"));
        Assert.Equal("ab", StoredText.Limit("a\0b\0"));
        Assert.Equal("\uD83D\uDE00 \uFFFD \uFFFD", StoredText.Limit("\uD83D\uDE00 \uD83D \uDE00"));
        Assert.Equal("\uFFFD\uD83D\uDE00", StoredText.Limit("\uD83D\uD83D\uDE00"));
    }

    [Fact]
    public void Keys_are_lower_case_so_that_LIKE_finds_the_same_with_every_engine() =>
        Assert.All(SourceDescriptors.All, source =>
            Assert.Equal(source.Name.ToColumn().ToLowerInvariant(), source.Name.ToColumn())
        );
}
