using ActivitySync.Data;

namespace ActivitySync.Tests.Data;

public sealed class FileErrorsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(30, "can only be read")]
    [InlineData(5, "cannot be written")]
    public void A_line_tells_what_the_disk_did(int errno, string part) =>
        Assert.Contains(part, FileErrors.Describe(new IOException("", errno), _directory), StringComparison.Ordinal);

    [Fact]
    public void Files_of_another_user_s_are_told_with_the_command_that_mends_it() =>
        Assert.Contains(
            $"'chown -R {Environment.UserName}: {_directory}'",
            FileErrors.Describe(new UnauthorizedAccessException(), _directory),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_folder_that_is_not_there_is_not_made_to_find_out()
    {
        var away = Path.Combine(_directory, "away");

        Assert.Contains(
            "is its disk mounted?",
            FileErrors.Describe(FileErrors.ProbeWrite(away)!, away),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "is its disk mounted?",
            FileErrors.Describe(new UnauthorizedAccessException(), away),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(away));
    }

    [Fact]
    public void A_try_leaves_nothing()
    {
        Assert.Null(FileErrors.ProbeWrite(_directory));
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task A_lock_that_another_holds_is_in_use_and_a_disk_that_fails_is_not()
    {
        var file = Path.Combine(_directory, "a.lock");
        await using var held = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None);

        var exception = Assert.Throws<IOException>(() =>
            new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None)
        );

        Assert.True(FileErrors.IsInUse(exception));
        Assert.False(FileErrors.IsInUse(new IOException("", 28)));
    }
}
