using ActivitySync.Data;

namespace ActivitySync.Tests.Data;

public sealed class FileErrorsTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(30, "is read-only")]
    [InlineData(5, "cannot be written")]
    public void The_message_names_what_is_wrong_with_the_disk(int errno, string part) =>
        Assert.Contains(part, FileErrors.Describe(new IOException("", errno), _directory), StringComparison.Ordinal);

    [Fact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void A_folder_that_is_closed_to_its_owner_needs_no_other_owner()
    {
        File.SetUnixFileMode(_directory, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        var closed = FileErrors.DescribeAccessDenied(_directory, _directory);
        File.SetUnixFileMode(_directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        Assert.EndsWith($"Run 'chmod u+rwx {_directory}'.", closed, StringComparison.Ordinal);
        Assert.Contains("chown", FileErrors.DescribeAccessDenied(_directory, _directory), StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_permissions_are_reported_with_the_command_that_fixes_them() =>
        Assert.Contains(
            $"'chown -R {Environment.UserName}: {_directory}'",
            FileErrors.Describe(new UnauthorizedAccessException(), _directory),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_folder_is_not_created_by_the_probe()
    {
        var missing = Path.Combine(_directory, "missing");

        Assert.Contains(
            "Check that its disk is mounted",
            FileErrors.Describe(FileErrors.ProbeWrite(missing)!, missing),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Check that its disk is mounted",
            FileErrors.Describe(new UnauthorizedAccessException(), missing),
            StringComparison.Ordinal
        );
        Assert.False(Directory.Exists(missing));
    }

    [Fact]
    public void A_probe_leaves_no_file()
    {
        Assert.Null(FileErrors.ProbeWrite(_directory));
        Assert.Empty(Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public async Task A_locked_file_is_in_use_and_a_failing_disk_is_not()
    {
        var file = Path.Combine(_directory, "a.lock");
        await using var locked = new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.None);

        var exception = Assert.Throws<IOException>(() =>
            new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.None)
        );

        Assert.True(FileErrors.IsInUse(exception));
        Assert.False(FileErrors.IsInUse(new IOException("", 28)));
    }
}
