using ActivitySync.Data;
using ActivitySync.FileSystem;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Data;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class FileLockTests : IDisposable
{
    private const string Name = "test.lock";

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private string Path => System.IO.Path.Combine(_directory, Name);

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Only_the_owner_may_open_a_lock_also_one_of_an_earlier_version()
    {
        FileLock.TryAcquire(_directory, Name)!.Dispose();
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(Path));

        File.SetUnixFileMode(Path, AtomicFile.OwnerOnly | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        FileLock.TryAcquire(_directory, Name)!.Dispose();
        Assert.Equal(AtomicFile.OwnerOnly, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void A_link_or_a_pipe_is_no_lock()
    {
        var target = System.IO.Path.Combine(_directory, "target");
        File.CreateSymbolicLink(Path, target);
        AssertRefused();
        Assert.False(File.Exists(target));

        File.Delete(Path);
        SpecialFile.CreatePipe(Path);
        Assert.False(FileLock.IsAcquired(_directory, Name));
        AssertRefused();
    }

    [Fact]
    public void Another_users_file_is_no_lock()
    {
        File.WriteAllText(Path, "");
        SpecialFile.GiveAway(Path);

        AssertRefused();
    }

    [Fact]
    public void A_lock_is_known_to_be_in_use_until_it_is_released()
    {
        using (FileLock.TryAcquire(_directory, Name))
        {
            Assert.True(FileLock.IsAcquired(_directory, Name));
            Assert.Null(FileLock.TryAcquire(_directory, Name));
            Assert.Null(FileLock.FindWriteError(_directory, Name));
        }

        Assert.False(FileLock.IsAcquired(_directory, Name));
        FileLock.Delete(_directory, Name);
        Assert.False(File.Exists(Path));
    }

    private void AssertRefused()
    {
        var exception = Assert.Throws<DatabaseException>(() => FileLock.TryAcquire(_directory, Name));
        Assert.StartsWith(Path, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', exception.Message);
    }
}
