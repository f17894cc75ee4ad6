using System.Text;
using ActivitySync.Sources.Files;
using ActivitySync.Sources.Files.Archives;

namespace ActivitySync.Tests.Sources.Files;

public sealed class ArchiveTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private static byte[] Run => FitBuilder.Run().ToFile();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Packing_changes_nothing_about_a_file()
    {
        var plain = Read("run.fit", Run);
        foreach (var packed in new[]
        {
            Read("run.fit.gz", Packed.Gzip(Run)),
            Read("run.zip", Packed.Zip(("run.fit", Run))),
            Read("gz.zip", Packed.Zip(("run.fit.gz", Packed.Gzip(Run)))),
            Read("nested.zip", Packed.Zip(("inner.zip", Packed.Zip(("run.fit", Run))))),
        })
        {
            Assert.Equal(Assert.Single(plain).Activities, Assert.Single(packed).Activities);
        }
    }

    [Fact]
    public void A_member_is_named_after_its_archive()
    {
        var names = Read("a.zip", Packed.Zip(("activities/1.fit", Run), ("inner.zip", Packed.Zip(("2.fit", Run))))).Select(file => file.File);

        Assert.Equal([In("a.zip!activities/1.fit"), In("a.zip!inner.zip!2.fit")], names);
    }

    [Fact]
    public void Archives_deeper_than_two_are_refused_and_the_rest_is_read()
    {
        var third = Packed.Zip(("run.fit", Run));
        var rows = Read("a.zip", Packed.Zip(("b.zip", Packed.Zip(("c.zip", third), ("run.fit", Run)))));

        Assert.Equal([FileVerdict.Quarantined, FileVerdict.Read], rows.Select(row => row.Verdict));
        Assert.Contains("deep", rows[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../run.fit")]
    [InlineData("/etc/run.fit")]
    [InlineData("C:\\run.fit")]
    public void A_path_that_leads_out_of_the_archive_is_refused(string name) =>
        Assert.Contains("path", Assert.Single(Read("a.zip", Packed.Zip((name, Run)))).Reason, StringComparison.Ordinal);

    [Fact]
    public void Bombs_are_refused_with_a_reason()
    {
        var zeros = new byte[64 * 1024 * 1024];
        ".FIT"u8.CopyTo(zeros.AsSpan(8));
        zeros[0] = 14;

        Assert.Equal(FileVerdict.Quarantined, Assert.Single(Read("bomb.fit.gz", Packed.Gzip(zeros))).Verdict);
        Assert.Equal(FileVerdict.Quarantined, Assert.Single(Read("bomb.zip", Packed.Zip(("bomb.fit", zeros)))).Verdict);
        Assert.Contains("too large", Assert.Single(Read("bomb2.zip", Packed.Zip(("inner.zip", zeros)))).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_of_sixty_thousand_files_is_refused_with_the_mend()
    {
        var many = Packed.Zip([.. Enumerable.Range(0, 60_000).Select(number => ($"{number}.txt", Array.Empty<byte>()))]);

        Assert.Contains("unpack it", Assert.Single(Read("many.zip", many)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_is_refused_and_a_damaged_member_does_not_lose_the_next()
    {
        var zip = Packed.Zip(("a.fit", Encoding.ASCII.GetBytes(new string('a', 5000))), ("b.fit", Run));
        Assert.Contains("archive", Assert.Single(Read("cut.zip", zip[..(zip.Length / 2)])).Reason, StringComparison.Ordinal);

        zip[40] ^= 0xFF;
        var rows = Read("bitten.zip", zip);
        Assert.Equal([FileVerdict.Quarantined, FileVerdict.Read], rows.Select(row => row.Verdict));
    }

    [Fact]
    public void Every_bitten_archive_has_an_answer()
    {
        var seed = Packed.Zip(("run.fit.gz", Packed.Gzip(Run)), ("inner.zip", Packed.Zip(("run.fit", Run))));
        var random = new Random(7);
        var path = In("bitten.zip");
        for (var round = 0; round < 500; round++)
        {
            var bytes = seed.ToArray();
            for (var bites = random.Next(1, 5); bites > 0; bites--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            File.WriteAllBytes(path, bytes);

            Assert.All(Readings(path), reading => Assert.True(reading.Verdict == FileVerdict.Read || reading.Reason is not null));
        }
    }

    [Fact]
    public void A_folder_gives_a_row_for_each_file_in_a_fixed_order_and_nothing_is_written()
    {
        Directory.CreateDirectory(In("below"));
        File.WriteAllBytes(In("below/b.fit"), Run);
        File.WriteAllText(In("a.txt"), "notes");
        File.WriteAllBytes(In("c.zip"), Packed.Zip(("c.fit", Run)));
        var before = Directory.GetFileSystemEntries(_directory, "*", SearchOption.AllDirectories);

        var rows = Readings(_directory);

        Assert.Equal([In("a.txt"), In("below/b.fit"), In("c.zip!c.fit")], rows.Select(row => row.File));
        Assert.Equal(FileVerdict.Skipped, rows[0].Verdict);
        Assert.Equal(before, Directory.GetFileSystemEntries(_directory, "*", SearchOption.AllDirectories));
    }

    private string In(string name) => Path.Combine(_directory, name);

    private List<FileReading> Read(string name, byte[] content)
    {
        File.WriteAllBytes(In(name), content);
        return Readings(In(name));
    }

    private static List<FileReading> Readings(string path) =>
        [.. FileWalk.Of([path], new Spool(Path.GetTempPath())).Select(file => ActivityFile.Read(file, new FileDefaults(FileContents.Berlin, null)))];
}
