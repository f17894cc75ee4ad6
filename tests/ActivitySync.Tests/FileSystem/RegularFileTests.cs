using System.Text;
using ActivitySync.FileSystem;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.FileSystem;

/// <summary>Without the checks, reading the pipes and devices of these tests would never end.</summary>
public sealed class RegularFileTests : IDisposable
{
    private const int MaxBytes = 1000;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_pipe_a_device_or_a_folder_is_refused_also_through_a_link()
    {
        var pipe = SpecialFile.CreatePipe(Path.Combine(_directory, "pipe"));
        foreach (var path in new[] { pipe, "/dev/zero", "/dev/tty", "/proc/self/fd", _directory })
        {
            var link = Path.Combine(_directory, $"link-{Path.GetFileName(path)}");
            File.CreateSymbolicLink(link, path);
            Assert.Throws<UnsuitableFileException>(() => RegularFile.OpenRead(path));
            Assert.Throws<UnsuitableFileException>(() => RegularFile.ReadAllText(link, MaxBytes));
        }
    }

    [Fact]
    public void A_file_is_read_up_to_its_limit_and_a_larger_one_not_at_all()
    {
        var path = Write("a", new byte[MaxBytes]);

        Assert.Equal(MaxBytes, RegularFile.ReadAllBytes(path, MaxBytes).Length);
        var exception = Assert.Throws<UnsuitableFileException>(() => RegularFile.ReadAllBytes(path, MaxBytes - 1));
        Assert.Contains("larger than", exception.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_the_kernel_without_a_length_is_bounded_too()
    {
        Assert.True(RegularFile.ReadAllBytes("/proc/self/status", 1_000_000).Length > 100);
        Assert.Throws<UnsuitableFileException>(() => RegularFile.ReadAllBytes("/proc/self/status", 100));
    }

    [Fact]
    public void A_lock_of_another_program_does_not_prevent_reading()
    {
        var path = Write("a", "text"u8.ToArray());
        using var locked = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        Assert.Equal("text", RegularFile.ReadAllText(path, MaxBytes));
    }

    [Fact]
    public void A_link_to_a_file_is_followed_and_marks_of_the_encoding_are_no_text()
    {
        var path = Write("a", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("ü")]);
        var link = Path.Combine(_directory, "link");
        File.CreateSymbolicLink(link, path);

        Assert.Equal("ü", RegularFile.ReadAllText(link, MaxBytes));
        Assert.Equal("ü", RegularFile.ReadAllText(Write("b", [0xEF, 0xBB, 0xBF, 0xC3, 0xBC]), MaxBytes));
    }

    [Fact]
    public void What_is_missing_or_no_path_is_reported_as_that()
    {
        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(Path.Combine(_directory, "none")));
        Assert.Throws<FileNotFoundException>(() => RegularFile.OpenRead(Path.Combine(_directory, "none", "a")));
        Assert.Throws<ArgumentException>(() => RegularFile.OpenRead("a\0b"));
        Assert.ThrowsAny<IOException>(() => RegularFile.OpenRead(Path.Combine(Write("a", []), "below")));
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
