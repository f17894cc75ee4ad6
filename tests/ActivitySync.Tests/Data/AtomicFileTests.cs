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
}
