using System.IO.Compression;
using System.Text;
using ActivitySync.FileFormats;
using ActivitySync.FileFormats.Archives;
using ActivitySync.Sources.Files;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;

namespace ActivitySync.Tests.FileFormats;

/// <summary>Archives and markup made to do harm.</summary>
public sealed class HostileFileTests : IDisposable
{
    private const int Megabyte = 1024 * 1024;

    /// <summary>The max memory that reading allocates in all; at any moment it uses less.</summary>
    private const long MaxGrowthBytes = 72L * Megabyte;

    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private static byte[] Run => FitBuilder.Run().ToFile();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_gibibyte_of_zeros_in_a_megabyte_is_refused_without_much_memory()
    {
        var path = Path.Combine(_directory, "bomb.fit.gz");
        using (var file = File.Create(path))
        using (var gzip = new GZipStream(file, CompressionLevel.Fastest))
        {
            gzip.Write([14, 0x10, 0, 0, 0xFF, 0xFF, 0xFF, 0x7F, .. ".FIT"u8, 0, 0]);
            var zeros = new byte[Megabyte];
            for (var i = 0; i < 1024; i++)
            {
                gzip.Write(zeros);
            }
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(FileReadStatus.Quarantined, Assert.Single(Readings(path)).Status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxGrowthBytes);
    }

    [Fact]
    public void A_hundred_thousand_entries_are_refused_in_one_line()
    {
        var zip = ArchiveBuilder.Zip([
            .. Enumerable.Range(0, 100_000).Select(number => ($"{number}.fit", Array.Empty<byte>())),
        ]);

        Assert.Contains("unpack it", Assert.Single(Read("many.zip", zip)).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Twenty_archives_in_one_another_end_at_the_second()
    {
        var content = Run;
        for (var depth = 0; depth < 20; depth++)
        {
            content = ArchiveBuilder.Zip((depth == 0 ? "run.fit" : $"{depth}.zip", content));
        }

        Assert.Contains("deep", Assert.Single(Read("deep.zip", content)).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../run.fit")]
    [InlineData("/etc/cron.d/run.fit")]
    [InlineData("C:\\Windows\\run.fit")]
    [InlineData("a/../../run.fit")]
    [InlineData("run.fit\0.txt")]
    public void Paths_that_lead_elsewhere_are_refused_and_nothing_is_written(string name)
    {
        var rows = Read("paths.zip", ArchiveBuilder.Zip((name, Run), ("good.fit", Run)));

        Assert.Equal([FileReadStatus.Quarantined, FileReadStatus.Read], rows.Select(row => row.Status));
        Assert.Equal([Path.Combine(_directory, "paths.zip")], Directory.GetFileSystemEntries(_directory));
    }

    [Fact]
    public void A_symlink_is_not_followed_and_the_same_name_twice_is_two_files()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            var link = zip.CreateEntry("link.fit");
            link.ExternalAttributes = unchecked((int)0xA1FF0000);
            using (var target = link.Open())
            {
                target.Write("/etc/passwd"u8);
            }

            for (var i = 0; i < 2; i++)
            {
                using var twice = zip.CreateEntry("twice.fit").Open();
                twice.Write(Run);
            }
        }

        var rows = Read("links.zip", packed.ToArray());

        Assert.Contains("link", rows[0].Reason, StringComparison.Ordinal);
        Assert.Equal([FileReadStatus.Read, FileReadStatus.Read], rows.Skip(1).Select(row => row.Status));
        Assert.Single(rows.SelectMany(row => row.Recordings).Select(activity => activity.SourceId).Distinct());
    }

    [Fact]
    public void An_encrypted_member_is_refused_and_the_next_is_read()
    {
        var zip = ArchiveBuilder.Zip(("secret.fit", Run), ("good.fit", Run));
        zip[6] |= 1; // the local header's flag
        var directory = zip.AsSpan().IndexOf("PK\x01\x02"u8);
        zip[directory + 8] |= 1;

        var rows = Read("locked.zip", zip);

        Assert.Contains("encrypted", rows[0].Reason, StringComparison.Ordinal);
        Assert.Equal(FileReadStatus.Read, rows[1].Status);
    }

    [Fact]
    public void An_archive_cut_anywhere_has_an_answer()
    {
        var zip = ArchiveBuilder.Zip(("1.fit", Run), ("2.fit.gz", ArchiveBuilder.Gzip(Run)));
        for (var length = 0; length < zip.Length; length += 7)
        {
            Assert.All(Read("cut.zip", zip[..length]), row =>
                Assert.True(row.Status == FileReadStatus.Read || row.Reason is not null)
            );
        }
    }

    [Theory]
    [InlineData(
        "<!DOCTYPE g [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]><gpx><trk><name>&c;</name></trk></gpx>"
    )]
    [InlineData("<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><gpx><trk><name>&x;</name></trk></gpx>")]
    [InlineData("<!DOCTYPE g SYSTEM \"http://127.0.0.1:9/x.dtd\"><gpx/>")]
    [InlineData("<gpx><trk><name>&undeclared;</name></trk></gpx>")]
    public void Entities_and_outside_references_are_refused(string markup) =>
        Assert.NotEqual(FileReadStatus.Read, ActivityFileFixture.Read(markup, "run.gpx").Status);

    [Theory]
    [InlineData("<gpx a=\"", "\"/>")]
    [InlineData("<gpx><trk><name>", "</name></trk></gpx>")]
    [InlineData("<gpx><!--", "--></gpx>")]
    [InlineData("<TrainingCenterDatabase><Activities><Activity Sport=\"", "\"/></Activities></TrainingCenterDatabase>")]
    public void A_hundred_megabytes_in_one_attribute_or_text_take_little_memory(string open, string close)
    {
        var markup = Encoding.ASCII.GetBytes(open + new string('a', 100 * Megabyte) + close);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var reading = ActivityFileFixture.Read(markup, "run.gpx");

        Assert.Equal(FileReadStatus.Quarantined, reading.Status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxGrowthBytes);
    }

    [Fact]
    public void A_comment_of_nothing_but_brackets_takes_little_memory()
    {
        var markup = Encoding.ASCII.GetBytes("<gpx><!--" + new string('<', 100 * Megabyte) + "--></gpx>");
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(FileReadStatus.Quarantined, ActivityFileFixture.Read(markup, "run.gpx").Status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxGrowthBytes);
    }

    [Theory]
    [InlineData("<", "/>")]
    [InlineData("<a ", "=\"\"/>")]
    public void Endless_names_are_refused_without_much_memory(string open, string close)
    {
        var markup = new StringBuilder("<gpx>");
        for (var number = 0; number < 500_000; number++)
        {
            markup.Append(open).Append('n').Append(number).Append(close);
        }

        var bytes = Encoding.ASCII.GetBytes(markup.Append("</gpx>").ToString());
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains("names", ActivityFileFixture.Read(bytes, "run.gpx").Reason, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * Megabyte);
    }

    [Fact]
    public void A_list_of_Garmin_s_that_is_larger_than_any_is_refused_in_a_line()
    {
        var json = Encoding.ASCII.GetBytes(
            "[{\"summarizedActivitiesExport\":[" + new string(' ', 100 * Megabyte) + "]}]"
        );
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Contains(
            "32 MB",
            ActivityFileFixture.Read(json, "x_summarizedActivities.json").Reason,
            StringComparison.Ordinal
        );
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxGrowthBytes);
    }

    [Theory]
    [InlineData("1,", "1")]
    [InlineData("[],", "[]")]
    public void A_list_of_Garmin_s_with_millions_of_nothings_takes_no_more_than_its_size(string one, string last)
    {
        var json = Encoding.ASCII.GetBytes(
            "[{\"summarizedActivitiesExport\":[" + string.Concat(Enumerable.Repeat(one, 5_000_000)) + last + "]}]"
        );
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(FileReadStatus.Skipped, ActivityFileFixture.Read(json, "x_summarizedActivities.json").Status);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxGrowthBytes);
    }

    [Fact]
    public void One_activity_of_Garmin_s_that_is_larger_than_any_is_left_out()
    {
        var begin = FitBuilder.StartInstant.ToUnixTimeMilliseconds();
        var huge =
            "{\"beginTimestamp\":" + begin + ",\"splits\":[" + string.Concat(Enumerable.Repeat("1,", Megabyte)) + "1]}";
        var json =
            "[{\"summarizedActivitiesExport\":[" + huge + ",{\"activityId\":9,\"beginTimestamp\":" + begin + "}]}]";

        var reading = ActivityFileFixture.Read(json, "x_summarizedActivities.json");

        Assert.Equal("garmin-export-9", Assert.Single(reading.Recordings).SourceId);
        Assert.Contains(reading.Warnings, warning => warning.Contains("1 of its activities", StringComparison.Ordinal));
    }

    [Fact]
    public void A_list_of_Strava_s_is_read_up_to_200_000_rows()
    {
        var list = new StringBuilder("Activity ID,Activity Date,Activity Name,Filename\n");
        for (var row = 0; row < 200_010; row++)
        {
            list.Append(row)
                .Append(",\"Nov 22, 2026, 9:00:00 AM\",")
                .Append('n', row == 0 ? 600 : 10)
                .Append(",activities/")
                .Append(row)
                .Append(".fit\n");
        }

        var export = StravaExportList.Read(new MemoryStream(Encoding.UTF8.GetBytes(list.ToString())));

        Assert.Equal(200_000, export.Metadata.Count);
        Assert.Equal(500, export.Metadata[0].Note.Name.Length);
        Assert.Contains("200000 rows", export.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_of_Strava_s_with_endless_columns_has_an_answer()
    {
        var list = Encoding.ASCII.GetBytes(new string(',', 20 * Megabyte));
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.NotNull(ActivityFileFixture.Read(list, "activities.csv").Reason);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxGrowthBytes);
    }

    [Fact]
    public void A_large_archive_in_an_archive_takes_little_memory_and_leaves_no_file()
    {
        var junk = new byte[16 * Megabyte];
        new Random(7).NextBytes(junk);
        var path = Path.Combine(_directory, "export.zip");
        File.WriteAllBytes(
            path,
            ArchiveBuilder.Zip(("inner.zip", ArchiveBuilder.Zip(("pictures.bin", junk), ("run.fit", Run))))
        );
        var spool = Directory.CreateDirectory(Path.Combine(_directory, "spool")).FullName;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var rows = FileFinder
            .FindFiles([path], new TemporaryStorage(spool))
            .Select(file =>
            {
                Assert.Empty(Directory.GetFileSystemEntries(spool)); // a process that dies now leaves none either
                return ActivityFileReader.Read(file, new RecordingDefaults(ActivityFileFixture.Berlin, null));
            })
            .ToList();

        Assert.Equal([FileReadStatus.Skipped, FileReadStatus.Read], rows.Select(row => row.Status));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * Megabyte);
    }

    [Theory]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0xFD })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    public void Broken_text_has_an_answer(byte[] broken)
    {
        byte[] markup = [.. "<gpx><trk><name>"u8, .. broken, .. "</name><trkseg></trkseg></trk></gpx>"u8];

        var reading = ActivityFileFixture.Read(markup, "run.gpx");

        Assert.True(reading.Status == FileReadStatus.Read || reading.Reason is not null);
    }

    /// <summary>Found by mutation: the parser itself trips over these.</summary>
    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("ucs-4")]
    [InlineData("utf-32")]
    [InlineData("utf-7")]
    [InlineData("no-such")]
    public void A_declared_encoding_that_the_bytes_are_not_in_has_an_answer(string encoding)
    {
        for (var blanks = 0; blanks < 8; blanks++)
        {
            var reading = ActivityFileFixture.Read(
                $"{new string(' ', blanks)}<?xml version=\"1.0\" encoding=\"{encoding}\"?><gpx></gpx>",
                "run.gpx"
            );
            Assert.True(reading.Status == FileReadStatus.Read || reading.Reason is not null);
        }
    }

    [Theory]
    [InlineData("Jan 1, 0026, 9:00:00 AM")]
    [InlineData("Jan 1, 2226, 9:00:00 AM")]
    public void A_date_beyond_all_training_in_an_export_is_none(string date)
    {
        var list = $"Activity ID,Activity Date,Filename\n1,\"{date}\",\n";

        Assert.Empty(ActivityFileFixture.Read(list, "activities.csv").Recordings);
    }

    [Fact]
    public void Markup_nested_a_million_deep_has_an_answer()
    {
        var markup = string.Concat(Enumerable.Repeat("<a>", 1_000_000));

        Assert.Equal(FileReadStatus.Quarantined, ActivityFileFixture.Read("<gpx>" + markup, "run.gpx").Status);
    }

    [Fact]
    public void A_file_that_claims_five_gigabytes_is_read_by_what_it_has()
    {
        var claims = Run;
        BitConverter.GetBytes(uint.MaxValue).CopyTo(claims, 4);

        var reading = ActivityFileFixture.Read(claims, "run.fit");

        Assert.True(reading.Status == FileReadStatus.Read ? reading.Warnings.Count > 0 : reading.Reason is not null);
    }

    private List<FileReadResult> Read(string name, byte[] content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, content);
        return Readings(path);
    }

    private static List<FileReadResult> Readings(string path) =>
        [
            .. FileFinder
                .FindFiles([path], new TemporaryStorage(Path.GetTempPath()))
                .Select(file => ActivityFileReader.Read(file, new RecordingDefaults(ActivityFileFixture.Berlin, null))),
        ];
}
