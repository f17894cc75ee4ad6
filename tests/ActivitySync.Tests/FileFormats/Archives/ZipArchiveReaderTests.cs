using System.Text;
using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;
using ActivitySync.Sources.Files;
using ActivitySync.Tests.FileFormats.Fit;

namespace ActivitySync.Tests.FileFormats.Archives;

public sealed class ZipArchiveReaderTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private static byte[] Run => FitBuilder.Run().ToFile();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Packing_changes_nothing_about_a_file()
    {
        var plain = Read("run.fit", Run);
        foreach (
            var packed in new[]
            {
                Read("run.fit.gz", ArchiveBuilder.Gzip(Run)),
                Read("run.zip", ArchiveBuilder.Zip(("run.fit", Run))),
                Read("gz.zip", ArchiveBuilder.Zip(("run.fit.gz", ArchiveBuilder.Gzip(Run)))),
                Read("nested.zip", ArchiveBuilder.Zip(("inner.zip", ArchiveBuilder.Zip(("run.fit", Run))))),
            }
        )
        {
            Assert.Equal(Assert.Single(plain).Recordings, Assert.Single(packed).Recordings);
        }
    }

    [Fact]
    public void A_member_is_named_after_its_archive()
    {
        var names = Read(
                "a.zip",
                ArchiveBuilder.Zip(("activities/1.fit", Run), ("inner.zip", ArchiveBuilder.Zip(("2.fit", Run))))
            )
            .Select(file => file.File);

        Assert.Equal([In("a.zip!activities/1.fit"), In("a.zip!inner.zip!2.fit")], names);
    }

    [Fact]
    public void Archives_deeper_than_two_are_refused_and_the_rest_is_read()
    {
        var third = ArchiveBuilder.Zip(("run.fit", Run));
        var rows = Read("a.zip", ArchiveBuilder.Zip(("b.zip", ArchiveBuilder.Zip(("c.zip", third), ("run.fit", Run)))));

        Assert.Equal([FileReadStatus.Quarantined, FileReadStatus.Read], rows.Select(row => row.Status));
        Assert.Contains("deep", rows[0].Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../run.fit")]
    [InlineData("/etc/run.fit")]
    [InlineData("C:\\run.fit")]
    public void A_path_that_leads_out_of_the_archive_is_refused(string name) =>
        Assert.Contains(
            "path",
            Assert.Single(Read("a.zip", ArchiveBuilder.Zip((name, Run)))).Reason,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("tracks/2026-06-06 07:00:00.0.fit")]
    [InlineData("a:b.fit")]
    [InlineData("what?*<run>|\".fit")]
    [InlineData("con.fit")]
    [InlineData("line\nbreak\ttab.fit")]
    [InlineData("a..b/...fit")]
    [InlineData("folder/../run.fit")]
    [InlineData("laufen-äßラン.fit")]
    [InlineData("no ending")]
    public void Any_name_that_stays_in_the_archive_is_read(string name)
    {
        var row = Assert.Single(Read("a.zip", ArchiveBuilder.Zip((name, Run))));

        Assert.Equal(FileReadStatus.Read, row.Status);
        Assert.DoesNotContain(row.File, char.IsControl);
    }

    [Theory]
    [InlineData("run.fit")]
    [InlineData("export")]
    [InlineData("export.tcx.gz")]
    [InlineData("photo.jpg")]
    public void An_archive_is_known_by_its_content_whatever_its_name(string name)
    {
        var archive = ArchiveBuilder.Zip(("run.fit", Run));

        Assert.Equal(In($"{name}!run.fit"), Assert.Single(Read(name, archive)).File);
        Assert.Equal(
            In($"outer.zip!{name}!run.fit"),
            Assert.Single(Read("outer.zip", ArchiveBuilder.Zip((name, archive)))).File
        );
    }

    [Fact]
    public void An_activity_file_named_as_an_archive_is_read()
    {
        Assert.Single(Assert.Single(Read("run.zip", Run)).Recordings);
        Assert.Single(Assert.Single(Read("outer.zip", ArchiveBuilder.Zip(("run.zip", Run)))).Recordings);
        Assert.Single(Assert.Single(Read("gz.zip", ArchiveBuilder.Gzip(Run))).Recordings);
        Assert.Contains(
            "no zip archive",
            Assert.Single(Read("notes.zip", "notes"u8.ToArray())).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_document_that_is_an_archive_too_deep_is_skipped_and_not_refused()
    {
        var document = ArchiveBuilder.Zip(("content.xml", "<a/>"u8.ToArray()));
        var rows = Read("a.zip", ArchiveBuilder.Zip(("b.zip", ArchiveBuilder.Zip(("c.docx", document)))));

        Assert.Equal(FileReadStatus.Skipped, Assert.Single(rows).Status);
    }

    [Fact]
    public void Bombs_are_refused_with_a_reason()
    {
        var zeros = new byte[64 * 1024 * 1024];
        ".FIT"u8.CopyTo(zeros.AsSpan(8));
        zeros[0] = 14;

        Assert.Equal(FileReadStatus.Quarantined, Assert.Single(Read("bomb.fit.gz", ArchiveBuilder.Gzip(zeros))).Status);
        Assert.Equal(
            FileReadStatus.Quarantined,
            Assert.Single(Read("bomb.zip", ArchiveBuilder.Zip(("bomb.fit", zeros)))).Status
        );
        Assert.Contains(
            "too large",
            Assert.Single(Read("bomb2.zip", ArchiveBuilder.Zip(("inner.zip", new byte[zeros.Length])))).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void An_archive_of_sixty_thousand_files_is_refused_with_an_action()
    {
        var many = ArchiveBuilder.Zip([
            .. Enumerable.Range(0, 60_000).Select(number => ($"{number}.txt", Array.Empty<byte>())),
        ]);

        Assert.Contains("unpack it", Assert.Single(Read("many.zip", many)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_archive_is_refused_and_a_damaged_member_does_not_lose_the_next()
    {
        var zip = ArchiveBuilder.Zip(("a.fit", Encoding.ASCII.GetBytes(new string('a', 5000))), ("b.fit", Run));
        Assert.Contains(
            "archive",
            Assert.Single(Read("cut.zip", zip[..(zip.Length / 2)])).Reason,
            StringComparison.Ordinal
        );

        zip[40] ^= 0xFF;
        var rows = Read("bitten.zip", zip);
        Assert.Equal([FileReadStatus.Quarantined, FileReadStatus.Read], rows.Select(row => row.Status));
    }

    [Fact]
    public void Every_bitten_archive_has_an_answer()
    {
        var seed = ArchiveBuilder.Zip(
            ("run.fit.gz", ArchiveBuilder.Gzip(Run)),
            ("inner.zip", ArchiveBuilder.Zip(("run.fit", Run)))
        );
        var random = new Random(7);
        var path = In("bitten.zip");
        for (var round = 0; round < 500; round++)
        {
            var bytes = seed.ToArray();
            for (var bites = random.Next(1, 5); bites > 0; bites--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, bytes);

            Assert.All(Readings(path), reading =>
                Assert.True(reading.Status == FileReadStatus.Read || reading.Reason is not null)
            );
        }
    }

    [Fact]
    public void A_folder_gives_a_row_for_each_file_in_a_fixed_order_and_nothing_is_written()
    {
        Directory.CreateDirectory(In("below"));
        File.WriteAllBytes(In("below/b.fit"), Run);
        File.WriteAllText(In("a.txt"), "notes");
        File.WriteAllBytes(In("c.zip"), ArchiveBuilder.Zip(("c.fit", Run)));
        var before = Directory.GetFileSystemEntries(_directory, "*", SearchOption.AllDirectories);

        var rows = Readings(_directory);

        Assert.Equal([In("a.txt"), In("below/b.fit"), In("c.zip!c.fit")], rows.Select(row => row.File));
        Assert.Equal(FileReadStatus.Skipped, rows[0].Status);
        Assert.Equal(before, Directory.GetFileSystemEntries(_directory, "*", SearchOption.AllDirectories));
    }

    private string In(string name) => Path.Combine(_directory, name);

    private List<FileReadResult> Read(string name, byte[] content)
    {
        File.WriteAllBytes(In(name), content);
        return Readings(In(name));
    }

    private static List<FileReadResult> Readings(string path) =>
        [
            .. FileFinder
                .FindFiles([path], new TemporaryStorage(Path.GetTempPath()))
                .Select(file => ActivityFileReader.Read(file, new RecordingDefaults(ActivityFileFixture.Berlin, null))),
        ];
}
