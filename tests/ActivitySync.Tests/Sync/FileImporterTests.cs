using System.Globalization;
using System.IO.Compression;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats.Archives;
using ActivitySync.Sources.Files;
using ActivitySync.Sync;
using ActivitySync.Tests.FileFormats;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;
using Dapper;

namespace ActivitySync.Tests.Sync;

public sealed class FileImporterTests : IDisposable
{
    private readonly SyncFixture _fixture = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private static byte[] Run => FitBuilder.Run().ToFile();

    public void Dispose()
    {
        _fixture.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void The_same_bytes_again_are_a_duplicate_with_the_id_however_packed()
    {
        var first = Assert.Single(Import(Write("run.fit", Run)));
        Assert.Equal(ImportResult.Imported, first.Result);
        var id = Assert.Single(first.Activities);

        foreach (
            var again in new[]
            {
                Write("run.fit", Run),
                Write("other-name.fit", Run),
                Write("run.fit.gz", ArchiveBuilder.Gzip(Run)),
                Write("run.zip", ArchiveBuilder.Zip(("x.fit", Run))),
            }
        )
        {
            var row = Assert.Single(Import(again));
            Assert.Equal(ImportResult.Duplicate, row.Result);
            Assert.Equal([id], row.Activities);
        }

        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void The_same_bytes_twice_in_one_call_are_imported_once()
    {
        var rows = Import(Write("a.zip", ArchiveBuilder.Zip(("1.fit", Run), ("2.fit", Run))));

        Assert.Equal([ImportResult.Imported, ImportResult.Duplicate], rows.Select(row => row.Result));
        Assert.Equal(rows[0].Activities, rows[1].Activities);
    }

    [Theory]
    [InlineData(3, ImportResult.Quarantined)]
    [InlineData(1, ImportResult.Imported)]
    [InlineData(0, ImportResult.Imported)]
    internal void A_run_from_the_future_is_refused(int days, ImportResult result)
    {
        var start = SyncFixture.Now.AddDays(days);
        var points = new[] { 0, 20 }.Select(minutes =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"<trkpt lat=\"1\" lon=\"2\"><time>{start.AddMinutes(minutes):yyyy-MM-ddTHH:mm:ssZ}</time></trkpt>"
            )
        );
        var gpx = $"<gpx><trk><type>run</type><trkseg>{string.Concat(points)}</trkseg></trk></gpx>";

        var row = Assert.Single(Import(Write("run.gpx", Encoding.UTF8.GetBytes(gpx))));

        Assert.Equal(result, row.Result);
        Assert.Equal(result == ImportResult.Imported ? 1 : 0, _fixture.Activities.Count);
        if (result == ImportResult.Quarantined)
        {
            Assert.Equal(
                "its start is in the future (2026-11-26): the clock of the watch, or of this machine, was wrong",
                row.Reason
            );
            Assert.False(row.IsReadable); // so that the inbox tries it again
        }
    }

    [Fact]
    public void A_copy_of_a_stored_activity_is_a_duplicate_and_adds_a_source_to_it()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Strava("77", FitBuilder.StartInstant)]);

        var row = Assert.Single(Import(Write("run.fit", Run)));

        Assert.Equal(ImportResult.Duplicate, row.Result);
        var stored = Assert.Single(_fixture.Activities);
        Assert.Equal([stored.Activity.Id], row.Activities);
        Assert.Equal(2, stored.Sources.Count);
    }

    [Fact]
    public void A_refusal_keeps_its_reason_and_the_next_file_is_in()
    {
        var rows = Import(
            Write("bad.fit", "rubbish"u8.ToArray()),
            Write("run.fit", Run),
            Write("notes.txt", "hello"u8.ToArray())
        );

        Assert.Equal(
            [ImportResult.Quarantined, ImportResult.Imported, ImportResult.Skipped],
            rows.Select(row => row.Result)
        );
        using var connection = _fixture.Database.Open();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("rubbish"u8));
        var kept = ActivitySync.Data.ImportedFileRepository.Find(connection, _fixture.AthleteId, hash);
        Assert.Equal(("bad.fit", "quarantined", rows[0].Reason), (kept!.FileName, kept.Result, kept.Reason));
    }

    [Fact]
    public void A_dry_run_tells_the_same_and_writes_nothing()
    {
        var paths = new[] { Write("a.fit", Run), Write("b.fit", Run), Write("bad.fit", "rubbish"u8.ToArray()) };

        var told = Import(paths, dryRun: true);

        Assert.Equal(
            [ImportResult.Imported, ImportResult.Duplicate, ImportResult.Quarantined],
            told.Select(row => row.Result)
        );
        Assert.Empty(_fixture.Activities);
        using (var connection = _fixture.Database.Open())
        {
            Assert.Equal(0, connection.ExecuteScalar<long>("SELECT count(*) FROM files"));
        }

        var done = Import(paths);
        Assert.Equal(told.Select(row => row.Result), done.Select(row => row.Result));
        Assert.Equal(done[0].Activities, Import(paths, dryRun: true)[0].Activities);
    }

    [Fact]
    public void A_path_that_is_not_there_ends_it_before_anything_is_done()
    {
        var exception = Assert.Throws<OperationException>(() =>
            Import(Write("run.fit", Run), Path.Combine(_directory, "gone.fit"))
        );

        Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
        Assert.Contains("gone.fit", exception.Message, StringComparison.Ordinal);
        Assert.Empty(_fixture.Activities);
    }

    [Fact]
    public void The_stored_activities_dont_depend_on_the_order_of_files()
    {
        var files = Enumerable
            .Range(0, 6)
            .Select(day =>
                Write(
                    $"{day}.fit",
                    new FitBuilder().FileId(4).Session(start: FitBuilder.Start - (uint)(day * 86_400)).ToFile()
                )
            )
            .ToArray();

        Import([.. files.Reverse(), .. files]);

        Assert.Equal(6, _fixture.Activities.Count);
    }

    [Fact]
    public void A_sport_given_later_replaces_other()
    {
        var file = Write("run.fit", new FitBuilder().FileId(4).Session(sport: 0).ToFile());
        Import(file);
        Assert.Equal("other", Assert.Single(_fixture.Activities).Activity.Sport);

        Import([file], sport: "run");

        Assert.Equal("run", Assert.Single(_fixture.Activities).Activity.Sport);
    }

    [Fact]
    public void A_lost_file_has_a_row_of_its_own_and_is_a_duplicate_the_next_time()
    {
        var export = Write("export.zip", ArchiveBuilder.Zip(("activities.csv", List("3", "activities/3.fit.gz"))));

        var rows = Import(export);

        Assert.Equal([$"{export}!activities.csv", $"{export}!activities/3.fit.gz"], rows.Select(row => row.File));
        Assert.Equal([ImportResult.Skipped, ImportResult.Imported], rows.Select(row => row.Result));
        Assert.Single(rows[1].Warnings);
        Assert.Equal(Assert.Single(_fixture.Activities).Activity.Id, Assert.Single(rows[1].Activities));
        Assert.Equal(ImportResult.Duplicate, Import(export)[1].Result);
        Assert.Equal(ImportResult.Duplicate, Import([export], dryRun: true)[1].Result);
    }

    [Fact]
    public void A_file_found_later_joins_the_row_that_stood_for_it()
    {
        var start = FitBuilder.StartInstant.ToString("MMM d, yyyy, h:mm:ss tt", CultureInfo.InvariantCulture);
        Import(Write("activities.csv", List("3", "activities/3.fit", start)));

        var row = Assert.Single(Import(Write("3.fit", Run)));

        Assert.Equal(ImportResult.Duplicate, row.Result);
        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void An_unknown_sport_is_reported_once_in_an_import()
    {
        static byte[] Track(int day, string sport) =>
            Encoding.UTF8.GetBytes(
                $"<gpx><trk><type>{sport}</type><trkseg>"
                    + string.Concat(
                        Enumerable
                            .Range(0, 90)
                            .Select(i =>
                                $"<trkpt lat=\"{52 + (i * 0.001):F3}\" lon=\"13\"><time>2026-06-{day:D2}T05:{i / 3:D2}:"
                                + $"{i % 3 * 20:D2}Z</time></trkpt>"
                            )
                    )
                    + "</trkseg></trk></gpx>"
            );

        var rows = Import(
            Write("1.gpx", Track(1, "quidditch")),
            Write("2.gpx", Track(2, "quidditch")),
            Write("3.gpx", Track(3, "obstacle_run"))
        );

        Assert.Contains("\"quidditch\"", Assert.Single(rows.SelectMany(row => row.Warnings)), StringComparison.Ordinal);
        Assert.Equal(3, _fixture.Activities.Count);
    }

    [Fact]
    public void A_second_import_of_the_same_files_takes_no_write_lock()
    {
        var paths = new[]
        {
            Write("run.fit", Run),
            Write("bad.fit", "rubbish"u8.ToArray()),
            Write("export.zip", ArchiveBuilder.Zip(("activities.csv", List("3", "activities/3.fit.gz")))),
        };
        Import(paths);
        using var writer = _fixture.Database.Open();
        using var writing = writer.BeginFor(_fixture.AthleteId);

        // An import that takes the write lock waits for it and fails.
        var again = Import(paths);

        Assert.Equal(
            [ImportResult.Duplicate, ImportResult.Quarantined, ImportResult.Skipped, ImportResult.Duplicate],
            again.Select(row => row.Result)
        );
    }

    [Theory]
    [InlineData("", 260)]
    [InlineData("activities/{0}.fit.gz", 260)]
    public void A_long_list_is_saved_in_steps_in_any_order(string file, int rows)
    {
        var text = new StringBuilder(
            "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n"
        );
        foreach (var i in Enumerable.Range(0, rows).OrderBy(i => i % 7))
        {
            var start = new DateTime(2026, 1, 1, 6, 0, 0).AddHours(i * 9);
            var time = start.ToString("MMM d, yyyy, h:mm:ss tt", CultureInfo.InvariantCulture);
            var name = string.Format(CultureInfo.InvariantCulture, file, i);
            text.Append(
                CultureInfo.InvariantCulture,
                $"{i},\"{time}\",Run {i} #massage,Run,3600,{10 + (i % 3)}.00,{name}\n"
            );
        }

        var list = Write("activities.csv", Encoding.UTF8.GetBytes(text.ToString()));

        var first = Import(list);
        var second = Import(list);

        Assert.Equal(rows, _fixture.Activities.Count);
        Assert.Equal(rows, first.SelectMany(row => row.Activities).Distinct().Count());
        Assert.DoesNotContain(second, row => row.Result == ImportResult.Imported);
        using var connection = _fixture.Database.Open();
        Assert.Equal(rows, connection.ExecuteScalar<long>("SELECT count(*) FROM massages"));
    }

    private static byte[] List(string id, string file, string date = "Jun 3, 2026, 5:00:00 AM") =>
        Encoding.UTF8.GetBytes(
            "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n"
                + $"{id},\"{date}\",Lost,Run,3600,10.00,{file}\n"
        );

    private List<ImportedFile> Import(params string[] paths) => Import(paths, dryRun: false);

    private List<ImportedFile> Import(string[] paths, bool dryRun = false, string? sport = null)
    {
        var athlete = new AthleteSettings
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = ActivityFileFixture.Berlin,
        };
        var rows = new List<ImportedFile>();
        new FileImporter(_fixture.Database, _fixture.Reconciler, _fixture.Clock).Import(
            athlete,
            paths,
            sport,
            dryRun,
            rows.Add,
            _ => { },
            default
        );
        return rows;
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    [Fact]
    public void A_path_is_announced_before_anything_of_it_is_read()
    {
        var archive = Path.Combine(_directory, "export.zip");
        var opened = new List<string>();

        var found = FileFinder
            .FindFiles([archive], new TemporaryStorage(_directory), path =>
            {
                opened.Add(path);
                using var zip = ZipFile.Open(path, ZipArchiveMode.Create); // found only if it is read later
                zip.CreateEntry("activities.csv");
                zip.CreateEntry("a.gpx");
            })
            .Select(file => file.Name)
            .ToList();

        Assert.Equal([archive], opened);
        Assert.Contains($"{archive}!a.gpx", found);
    }
}
