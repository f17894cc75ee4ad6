using System.Text;
using ActivitySync.FileSystem;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.FileSystem;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class AtomicFileTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private string File => Path.Combine(_directory, "anna.ics");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Two_writers_of_one_file_do_not_disturb_each_other()
    {
        AtomicFile.Write(File, Mode, first =>
        {
            first.Write("first, "u8);
            AtomicFile.Write(File, Mode, second => second.Write("second"u8));
            Assert.Equal("second", System.IO.File.ReadAllText(File));
            first.Write("complete"u8);
        });

        Assert.Equal("first, complete", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_directory));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Mode, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void A_failed_write_leaves_the_file_unchanged()
    {
        AtomicFile.Write(File, Mode, file => file.Write("old"u8));

        Assert.Throws<IOException>(() => AtomicFile.Write(File, Mode, file =>
            {
                file.Write(Encoding.UTF8.GetBytes("half"));
                throw new IOException("full");
            }));

        Assert.Equal("old", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_link_with_the_name_of_the_file_is_replaced_and_not_followed()
    {
        var target = Path.Combine(_directory, "target.txt");
        System.IO.File.WriteAllText(target, "untouched");
        System.IO.File.CreateSymbolicLink(File, target);

        AtomicFile.Write(File, Mode, file => file.Write("new"u8));

        Assert.Equal("untouched", System.IO.File.ReadAllText(target));
        Assert.Equal("new", System.IO.File.ReadAllText(File));
        Assert.Null(new FileInfo(File).LinkTarget);
    }

    [Fact]
    public void A_pipe_or_a_folder_with_the_name_of_the_file_stays()
    {
        var pipe = SpecialFile.CreatePipe(Path.Combine(_directory, "pipe"));
        var folder = Directory.CreateDirectory(Path.Combine(_directory, "folder")).FullName;

        foreach (var path in new[] { pipe, folder })
        {
            Assert.Throws<UnsuitableFileException>(() => AtomicFile.Write(path, Mode, file => file.Write("x"u8)));
        }

        Assert.Equal(FileKind.Other, FileStatus.Find(pipe)?.Kind);
        Assert.Equal(FileKind.Folder, FileStatus.Find(folder)?.Kind);
        Assert.Equal([pipe], Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_file_that_must_be_new_replaces_nothing_not_even_a_broken_link()
    {
        var link = Path.Combine(_directory, "link");
        System.IO.File.CreateSymbolicLink(link, Path.Combine(_directory, "nowhere"));
        System.IO.File.WriteAllText(File, "old");

        Assert.False(AtomicFile.TryCreate(File, Mode, file => file.Write("new"u8)));
        Assert.False(AtomicFile.TryCreate(link, Mode, file => file.Write("new"u8)));

        Assert.Equal("old", System.IO.File.ReadAllText(File));
        Assert.False(System.IO.File.Exists(Path.Combine(_directory, "nowhere")));
        Assert.Equal(2, Directory.GetFiles(_directory).Length);
    }

    [Fact]
    public void Of_two_writers_of_a_new_file_one_succeeds()
    {
        var second = false;
        var first = AtomicFile.TryCreate(File, Mode, file =>
        {
            file.Write("first"u8);
            second = AtomicFile.TryCreate(File, Mode, other => other.Write("second"u8));
        });

        Assert.Equal((false, true), (first, second));
        Assert.Equal("second", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_directory));
    }

    [Fact]
    public void A_temporary_file_is_only_for_its_owner_while_it_is_written() => AtomicFile.Write(File, Mode, _ =>
        {
            var temporary = Assert.Single(Directory.GetFiles(_directory));
            Assert.Equal(Mode, System.IO.File.GetUnixFileMode(temporary));
            Assert.True(AtomicFile.IsTemporaryName(Path.GetFileName(temporary)));
            Assert.False(AtomicFile.IsTemporaryName(Path.GetFileName(File)));
        });
}
