using System.Text;
using ActivitySync.Data;

namespace ActivitySync.Tests.Data;

public sealed class AtomicFileTests : IDisposable
{
    private const UnixFileMode Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private string File => Path.Combine(_directory, "anna.ics");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Two_that_write_one_file_at_once_do_not_get_into_each_other_s_way()
    {
        AtomicFile.Write(File, Mode, first =>
        {
            first.Write("first, "u8);
            AtomicFile.Write(File, Mode, second => second.Write("second"u8));
            Assert.Equal("second", System.IO.File.ReadAllText(File));
            first.Write("whole"u8);
        });

        Assert.Equal("first, whole", System.IO.File.ReadAllText(File));
        Assert.Equal([File], Directory.GetFiles(_directory));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(Mode, System.IO.File.GetUnixFileMode(File));
        }
    }

    [Fact]
    public void What_fails_on_the_way_leaves_the_file_as_it_was()
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
}
