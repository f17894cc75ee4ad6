using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Tests.Sources.Files;
using Dapper;

namespace ActivitySync.Tests.Intake;

public sealed class ImportFilesTests : IDisposable
{
    private readonly IntakeScene _scene = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("activitysync-").FullName;

    private static byte[] Run => FitBuilder.Run().ToFile();

    public void Dispose()
    {
        _scene.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void The_same_bytes_again_are_a_duplicate_with_the_id_however_packed()
    {
        var first = Assert.Single(Import(Write("run.fit", Run)));
        Assert.Equal(ImportResult.Imported, first.Result);
        var id = Assert.Single(first.Activities);

        foreach (var again in new[]
        {
            Write("run.fit", Run), Write("other-name.fit", Run), Write("run.fit.gz", Packed.Gzip(Run)), Write("run.zip", Packed.Zip(("x.fit", Run))),
        })
        {
            var row = Assert.Single(Import(again));
            Assert.Equal(ImportResult.Duplicate, row.Result);
            Assert.Equal([id], row.Activities);
        }

        Assert.Single(_scene.Held);
    }

    [Fact]
    public void The_same_bytes_twice_in_one_call_are_imported_once()
    {
        var rows = Import(Write("a.zip", Packed.Zip(("1.fit", Run), ("2.fit", Run))));

        Assert.Equal([ImportResult.Imported, ImportResult.Duplicate], rows.Select(row => row.Result));
        Assert.Equal(rows[0].Activities, rows[1].Activities);
    }

    [Fact]
    public void A_copy_of_an_activity_held_is_a_duplicate_and_the_activity_gains_a_source()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Strava("77", FitBuilder.StartInstant)]);

        var row = Assert.Single(Import(Write("run.fit", Run)));

        Assert.Equal(ImportResult.Duplicate, row.Result);
        var held = Assert.Single(_scene.Held);
        Assert.Equal([held.Activity.Id], row.Activities);
        Assert.Equal(2, held.Sources.Count);
    }

    [Fact]
    public void A_refusal_keeps_its_reason_and_the_next_file_is_in()
    {
        var rows = Import(Write("bad.fit", "rubbish"u8.ToArray()), Write("run.fit", Run), Write("notes.txt", "hello"u8.ToArray()));

        Assert.Equal([ImportResult.Quarantined, ImportResult.Imported, ImportResult.Skipped], rows.Select(row => row.Result));
        using var store = _scene.Database.Open();
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData("rubbish"u8));
        var kept = ActivitySync.Store.Files.Find(store, _scene.AthleteId, hash);
        Assert.Equal(("bad.fit", "quarantined", rows[0].Reason), (kept!.FileName, kept.Result, kept.Reason));
    }

    [Fact]
    public void A_dry_run_tells_the_same_and_writes_nothing()
    {
        var paths = new[] { Write("a.fit", Run), Write("b.fit", Run), Write("bad.fit", "rubbish"u8.ToArray()) };

        var told = Import(paths, dryRun: true);

        Assert.Equal([ImportResult.Imported, ImportResult.Duplicate, ImportResult.Quarantined], told.Select(row => row.Result));
        Assert.Empty(_scene.Held);
        using (var store = _scene.Database.Open()) Assert.Equal(0, store.ExecuteScalar<long>("SELECT count(*) FROM files"));
        var done = Import(paths);
        Assert.Equal(told.Select(row => row.Result), done.Select(row => row.Result));
        Assert.Equal(done[0].Activities, Import(paths, dryRun: true)[0].Activities);
    }

    [Fact]
    public void A_path_that_is_not_there_ends_it_before_anything_is_done()
    {
        var trouble = Assert.Throws<CannotProceedException>(() => Import(Write("run.fit", Run), Path.Combine(_directory, "gone.fit")));

        Assert.Equal(ExitCode.WrongInput, trouble.ExitCode);
        Assert.Contains("gone.fit", trouble.Message, StringComparison.Ordinal);
        Assert.Empty(_scene.Held);
    }

    [Fact]
    public void The_order_of_files_changes_nothing_about_what_is_held()
    {
        var files = Enumerable.Range(0, 6)
            .Select(day => Write($"{day}.fit", new FitBuilder().FileId(4).Session(start: FitBuilder.Start - (uint)(day * 86_400)).ToFile()))
            .ToArray();

        Import([.. files.Reverse(), .. files]);

        Assert.Equal(6, _scene.Held.Count);
    }

    [Fact]
    public void A_sport_said_later_mends_a_track_taken_in_as_other()
    {
        var file = Write("run.fit", new FitBuilder().FileId(4).Session(sport: 0).ToFile());
        Import(file);
        Assert.Equal("other", Assert.Single(_scene.Held).Activity.Sport);

        Import([file], sport: "run");

        Assert.Equal("run", Assert.Single(_scene.Held).Activity.Sport);
    }

    private List<ImportedFile> Import(params string[] paths) => Import(paths, dryRun: false);

    private List<ImportedFile> Import(string[] paths, bool dryRun = false, string? sport = null)
    {
        var athlete = new AthleteSettings { Name = "anna", Email = "anna@example.org", TimeZone = FileContents.Berlin };
        var rows = new List<ImportedFile>();
        new ImportFiles(_scene.Database, _scene.Keep, _scene.Clock).Import(athlete, paths, sport, dryRun, rows.Add, _ => { }, default);
        return rows;
    }

    private string Write(string name, byte[] content)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, content);
        return path;
    }
}
