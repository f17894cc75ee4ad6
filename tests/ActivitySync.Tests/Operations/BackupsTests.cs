using System.Text;
using ActivitySync.Operations;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;
using ActivitySync.Tests.Intake;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Operations;

public sealed class BackupsTests : IDisposable
{
    private readonly IntakeScene _scene = new();

    private string Data => _scene.Settings.ActivitySync.DataDirectory;

    private string Copy => Path.Combine(Data, "copy.db");

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_copy_holds_everything_but_what_came_from_Strava_and_is_its_owner_s_alone()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("f", IntakeScene.Days(3))]);
        _scene.Reconcile(SourceName.Strava, IntakeScene.Strava("s", IntakeScene.Days(1), name: "Zebra crossing run"));

        Create().Write(Copy);

        Assert.Null(StoreCopy.TroubleWith(Copy));
        var bytes = File.ReadAllBytes(Copy);
        Assert.True(bytes.AsSpan().IndexOf("Zebra"u8) < 0);
        using var copy = new SqliteConnection($"Data Source={Copy};Pooling=False");
        copy.Open();
        Assert.Equal(["file"], copy.Query<string>("SELECT source FROM recordings"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        Assert.Empty(Directory.GetFiles(Data, "*.part*"));
    }

    [Fact]
    public void The_database_itself_and_what_is_no_copy_are_not_replaced()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("f", IntakeScene.Days(3))]);
        var link = Path.Combine(Data, "link.db");
        File.CreateSymbolicLink(link, _scene.Database.Path);
        var letter = Path.Combine(Data, "letter.txt");
        File.WriteAllText(letter, "Dear Zebra");

        foreach (var wrong in new[] { _scene.Database.Path, $"{Data}/./{Path.GetFileName(_scene.Database.Path)}", link, letter, "/dev/zero", Data })
            Assert.Equal(ExitCode.WrongInput, Assert.Throws<CannotProceedException>(() => Create().Write(wrong)).ExitCode);
        Assert.Contains("the database itself", Assert.Throws<CannotProceedException>(() => Create().Restore(link)).Message, StringComparison.Ordinal);

        Assert.Equal("Dear Zebra", File.ReadAllText(letter));
        Assert.Single(_scene.Held);
        File.WriteAllText(letter, "");
        Create().Write(letter);
        Create().Write(letter);
        Assert.Null(StoreCopy.TroubleWith(letter));
    }

    [Fact]
    public void Two_restores_in_one_second_keep_both_that_stood_there()
    {
        Create().Write(Copy);

        var kept = new[] { Create().Restore(Copy).Aside, Create().Restore(Copy).Aside };

        Assert.Equal(2, kept.Distinct().Count(File.Exists));
    }

    [Fact]
    public void A_copy_put_back_brings_what_was_then_and_keeps_what_was_now()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("f", IntakeScene.Days(3))]);
        Create().Write(Copy);
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("g", IntakeScene.Days(5))]);
        Assert.Equal(2, _scene.Held.Count);

        var aside = Create().Restore(Copy).Aside;

        Assert.Single(_scene.Held);
        Assert.NotNull(aside);
        SqliteConnection.ClearAllPools();
        Create().Restore(aside);
        Assert.Equal(2, _scene.Held.Count);
    }

    [Fact]
    public void What_is_not_ours_damaged_or_newer_is_refused_and_nothing_changes()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("f", IntakeScene.Days(3))]);
        Create().Write(Copy);
        var text = Path.Combine(Data, "text.db");
        File.WriteAllText(text, "no database");
        var foreign = Path.Combine(Data, "foreign.db");
        using (var other = new SqliteConnection($"Data Source={foreign};Pooling=False"))
        {
            other.Open();
            other.Execute("CREATE TABLE migrations (number INTEGER, name TEXT); INSERT INTO migrations VALUES (1, 'theirs')");
        }

        var newer = Path.Combine(Data, "newer.db");
        File.Copy(Copy, newer);
        using (var ahead = new SqliteConnection($"Data Source={newer};Pooling=False"))
        {
            ahead.Open();
            ahead.Execute("INSERT INTO migrations (number, name, applied_at) VALUES (9999, '9999_later', 0)");
        }

        var bitten = Path.Combine(Data, "bitten.db");
        var bytes = File.ReadAllBytes(Copy);
        bytes.AsSpan(bytes.Length / 2, 2000).Fill(0xAA);
        File.WriteAllBytes(bitten, bytes);

        foreach (var file in new[] { text, foreign, newer, bitten, Path.Combine(Data, "none.db") })
        {
            var trouble = Assert.Throws<CannotProceedException>(() => Create().Restore(file));
            Assert.Equal(ExitCode.WrongInput, trouble.ExitCode);
            Assert.Contains(Path.GetFileName(file), trouble.Message, StringComparison.Ordinal);
        }

        Assert.Single(_scene.Held);
    }

    [Fact]
    public void Nothing_is_restored_under_a_running_daemon()
    {
        Create().Write(Copy);
        using var daemon = new DaemonLock(_scene.Settings, _scene.Clock).Take();

        var trouble = Assert.Throws<CannotProceedException>(() => Create().Restore(Copy));

        Assert.Contains("another daemon", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_night_has_one_copy_a_missed_one_is_made_up_for_and_seven_are_kept()
    {
        for (var hour = 0; hour < 24 * 12; hour++)
        {
            if (hour is < 60 or > 90) Create().WriteNightly(); // the server was off for more than a day
            _scene.Clock.Advance(TimeSpan.FromHours(1));
        }

        var copies = Directory.GetFiles(BackupFolder.Of(_scene.Settings)).Select(Path.GetFileName).Order().ToList();
        Assert.Equal(7, copies.Count);
        Assert.Equal("activitysync-2026-12-05.db", copies[^1]);
        Assert.All(copies, copy => Assert.Null(StoreCopy.TroubleWith(Path.Combine(BackupFolder.Of(_scene.Settings), copy!))));
    }

    [Fact]
    public void A_copy_that_its_disk_has_damaged_pushes_out_none_that_is_whole()
    {
        for (var day = 0; day < 7; day++)
        {
            Create().WriteNightly();
            _scene.Clock.Advance(TimeSpan.FromDays(1));
        }

        var before = Directory.GetFiles(BackupFolder.Of(_scene.Settings)).Order(StringComparer.Ordinal).ToList();
        foreach (var bad in before.TakeLast(3)) Bite(bad);
        for (var day = 0; day < 3; day++)
        {
            Create().WriteNightly();
            _scene.Clock.Advance(TimeSpan.FromDays(1));
        }

        var sound = Directory.GetFiles(BackupFolder.Of(_scene.Settings)).Where(copy => StoreCopy.TroubleWith(copy) is null).ToList();
        Assert.Equal(7, sound.Count);
        Assert.All(before.Take(4), copy => Assert.Contains(copy, sound));
    }

    [Fact]
    public void A_damaged_database_gets_no_nightly_copy_and_costs_none()
    {
        for (var period = 0; period < 200; period++)
        {
            using var store = _scene.Database.Open();
            Mails.Add(store, _scene.AthleteId, "digest", $"1999-W{period}", MailState.Skipped, new string('x', 200), DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
        }

        for (var day = 0; day < 8; day++)
        {
            Create().WriteNightly();
            _scene.Clock.Advance(TimeSpan.FromDays(1));
        }

        var before = Directory.GetFiles(BackupFolder.Of(_scene.Settings)).Order(StringComparer.Ordinal).ToList();
        using (var store = _scene.Database.Open()) Database.DropTraces(store);
        SqliteConnection.ClearAllPools();
        Bite(_scene.Database.Path);

        var trouble = Assert.ThrowsAny<Exception>(() => Create().WriteNightly());

        Assert.Contains("the database is damaged", _scene.Database.LineOf(trouble), StringComparison.Ordinal);
        Assert.Contains($"activitysync restore {before[^1]}", _scene.Database.LineOf(trouble), StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(BackupFolder.Of(_scene.Settings)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void What_a_copy_left_that_was_killed_is_swept_and_one_at_work_is_not()
    {
        Create().WriteNightly();
        var (old, young) = (Path.Combine(BackupFolder.Of(_scene.Settings), "activitysync-1999-01-01.db.part"), Path.Combine(BackupFolder.Of(_scene.Settings), "other.db.part"));
        foreach (var file in new[] { old, young }) File.WriteAllText(file, "half");
        _scene.Clock.Advance(TimeSpan.FromDays(1));
        File.SetLastWriteTimeUtc(old, _scene.Clock.GetUtcNow().UtcDateTime.AddHours(-2));
        File.SetLastWriteTimeUtc(young, _scene.Clock.GetUtcNow().UtcDateTime);

        Create().WriteNightly();

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(young));
    }

    [Fact]
    public void A_migration_is_preceded_by_a_copy_of_what_was()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("f", IntakeScene.Days(3))]);
        using (var store = _scene.Database.Open())
            store.Execute("DELETE FROM migrations WHERE number = 34; DROP TABLE race_feeds"); // as an older version left it

        using (new Database(_scene.Settings, _scene.Clock).Open())
        {
            var copy = Assert.Single(Directory.GetFiles(BackupFolder.Of(_scene.Settings)));
            Assert.Equal("before-0034_calendars.db", Path.GetFileName(copy));
            Assert.Null(StoreCopy.TroubleWith(copy));
        }

        Assert.Single(_scene.Held);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_in_a_line_and_leaves_nothing_by_half()
    {
        var trouble = Assert.Throws<CannotProceedException>(() => Create().Write("/proc/none/copy.db"));

        Assert.Contains("/proc/none/copy.db", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_runner_forgotten_is_in_no_byte_of_the_database_or_its_copies()
    {
        const string Name = "quagga";
        long id;
        using (var store = _scene.Database.Open())
        {
            id = Athletes.IdOf(store, Name, _scene.Clock);
            Races.Add(store, id, new CalendarRace { Date = new DateOnly(2027, 4, 18), Name = "Okapi Marathon" });
        }

        _scene.Keep.Add(id, [IntakeScene.Fit("quagga-file", IntakeScene.Days(3))]);
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("anna-file", IntakeScene.Days(3))]);
        Create().WriteNightly();

        Directory.CreateDirectory(Path.Combine(Data, "calendars"));
        File.WriteAllText(Path.Combine(Data, "calendars", $"{Name}.ics"), "UID:massage.quagga@example.org");
        File.WriteAllText(Path.Combine(Data, "calendars", $".{Name}.ics.0123.tmp"), $"{Name}, half written");
        File.WriteAllText(_scene.Database.Path + ".restoring", $"{Name}, half restored");

        Assert.Equal(1, Forgetting().Forget(Name).Cleaned);

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Data, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var word in new[] { Name, "Okapi" }) Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, $"{file} holds {word}");
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(Data, "calendars")));
        Assert.Single(_scene.Held);
        Assert.Throws<CannotProceedException>(() => Forgetting().Forget(Name));
    }

    [Fact]
    public async Task The_locks_of_a_runner_forgotten_go_but_for_one_that_is_held()
    {
        var gate = new RefreshGate(_scene.Settings, _scene.Clock);
        using (await gate.EnterAsync("garmin", _scene.AthleteId, TestContext.Current.CancellationToken))
        {
            // over
        }

        using (await gate.EnterAsync("strava", _scene.AthleteId, TestContext.Current.CancellationToken))
        {
            Forgetting().Forget("anna");
            Assert.Equal([$"strava-{_scene.AthleteId}.lock"], Directory.GetFiles(Data, "*.lock").Select(Path.GetFileName));
        }
    }

    [Fact]
    public void A_restore_that_fails_leaves_nothing_behind()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("f", IntakeScene.Days(3))]);
        Create().Write(Copy);
        var settings = _scene.Settings with { Backup = _scene.Settings.Backup with { Directory = "/proc/none" } };

        Assert.Throws<CannotProceedException>(() => Create(settings).Restore(Copy));

        Assert.Empty(Directory.GetFiles(Data, "*.restoring*"));
        Assert.Single(_scene.Held);
    }

    [Fact]
    public async Task A_copy_that_its_disk_breaks_is_told_as_that_until_one_comes_out_whole_and_the_database_stays_in_use()
    {
        _scene.Keep.Add(_scene.AthleteId, [IntakeScene.Fit("f", IntakeScene.Days(3))]);
        var watch = new JobWatch(_scene.Database, _scene.Clock, NullLogger<JobWatch>.Instance);
        using var over = new CancellationTokenSource();
        var disk = Task.Run(() => BreakWhatIsWritten(Directory.CreateDirectory(BackupFolder.Of(_scene.Settings)).FullName, over.Token));

        const string broken = "did not come out whole, though the database is";
        for (var night = 0; night < 50 && Line()?.Contains(broken, StringComparison.Ordinal) != true; night++) // it may come too late for one
        {
            _scene.Clock.Advance(TimeSpan.FromDays(1));
            await BackUpAsync();
        }

        await over.CancelAsync();
        await disk;
        await watch.RunAsync(JobName.Wake, _ => Task.CompletedTask, default);
        Assert.Contains(broken, Line(), StringComparison.Ordinal);
        Assert.Null(watch.StoreTrouble);
        Assert.Single(_scene.Held);
        Assert.Empty(Directory.GetFiles(BackupFolder.Of(_scene.Settings), "*.part*"));

        await BackUpAsync();
        Assert.Null(Line());

        Task BackUpAsync() => watch.RunAsync(
            JobName.Backup,
            _ =>
            {
                Create().WriteNightly();
                return Task.CompletedTask;
            },
            default);
        string? Line()
        {
            using var store = _scene.Database.Open();
            return JobRuns.All(store).FirstOrDefault(run => run.Job == JobName.Backup)?.Line;
        }
    }

    /// <summary>As a disk that loses what it was given: another counter each time, so that no page is believed from memory, and junk for a page.</summary>
    private static void BreakWhatIsWritten(string folder, CancellationToken over)
    {
        const int counterAt = 24; // of a database file's header
        const int page = 4096;
        var junk = Enumerable.Repeat((byte)0xAA, page).ToArray();
        for (var counter = 1; !over.IsCancellationRequested; counter++)
        {
            foreach (var part in Directory.GetFiles(folder, "*.part"))
            {
                try
                {
                    using var file = File.OpenHandle(part, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
                    RandomAccess.Write(file, BitConverter.GetBytes(counter), counterAt);
                    RandomAccess.Write(file, junk, 2 * page);
                }
                catch (FileNotFoundException)
                {
                    // it is done with
                }
            }
        }
    }

    private static void Bite(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(bytes.Length / 2, 5000).Fill(0xAA);
        File.WriteAllBytes(file, bytes);
    }

    private ForgetRunner Forgetting() => new(_scene.Database, _scene.Settings, new RefreshGate(_scene.Settings, _scene.Clock));

    private Backups Create(AppSettings? settings = null) =>
        new(_scene.Database, settings ?? _scene.Settings, _scene.Clock, new DaemonLock(_scene.Settings, _scene.Clock), NullLogger<Backups>.Instance);
}
