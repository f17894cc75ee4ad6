using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Recovery;
using ActivitySync.Sources;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Sync;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Maintenance;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
[SqliteOnly]
public sealed class BackupServiceTests : IDisposable
{
    private readonly SyncFixture _fixture = new();

    private string Data => _fixture.Settings.ActivitySync.DataDirectory;

    private string Copy => Path.Combine(Data, "copy.db");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_backup_omits_Strava_data_and_only_its_owner_may_read_it()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        _fixture.Reconcile(
            SourceNames.Strava,
            SyncFixture.Strava("s", SyncFixture.DaysAgo(1), name: "Zebra crossing run")
        );

        Create().Write(Copy);

        Assert.Null(DatabaseCopy.FindProblem(Copy));
        var bytes = File.ReadAllBytes(Copy);
        Assert.True(bytes.AsSpan().IndexOf("Zebra"u8) < 0);
        using var copy = new SqliteConnection($"Data Source={Copy};Pooling=False");
        copy.Open();
        Assert.Equal(["file"], copy.Query<string>("SELECT source FROM recordings"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        }

        Assert.Empty(Directory.GetFiles(Data, "*.part*"));
    }

    [Fact]
    public void A_backup_replaces_only_an_earlier_backup()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        var link = Path.Combine(Data, "link.db");
        File.CreateSymbolicLink(link, _fixture.Database.FilePath!);
        var letter = Path.Combine(Data, "letter.txt");
        File.WriteAllText(letter, "Dear Zebra");

        foreach (
            var wrong in new[]
            {
                _fixture.Database.FilePath!,
                $"{Data}/./{Path.GetFileName(_fixture.Database.FilePath!)}",
                link,
                letter,
                "/dev/zero",
                Data,
            }
        )
        {
            Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<OperationException>(() => Create().Write(wrong)).Kind);
        }

        Assert.Contains(
            "the database itself",
            Assert.Throws<OperationException>(() => Create().Restore(link)).Message,
            StringComparison.Ordinal
        );

        Assert.Equal("Dear Zebra", File.ReadAllText(letter));
        Assert.Single(_fixture.Activities);
        File.WriteAllText(letter, "");
        Create().Write(letter);
        Create().Write(letter);
        Assert.Null(DatabaseCopy.FindProblem(letter));
    }

    [Fact]
    public void Two_restores_in_one_second_store_both_replaced_databases()
    {
        Create().Write(Copy);

        var replaced = new[] { Create().Restore(Copy).ReplacedDatabase, Create().Restore(Copy).ReplacedDatabase };

        Assert.Equal(2, replaced.Distinct().Count(File.Exists));
    }

    [Fact]
    public void A_restore_brings_back_old_data_and_stores_the_replaced_database()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        Create().Write(Copy);
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("g", SyncFixture.DaysAgo(5))]);
        Assert.Equal(2, _fixture.Activities.Count);

        var replaced = Create().Restore(Copy).ReplacedDatabase;

        Assert.Single(_fixture.Activities);
        Assert.NotNull(replaced);
        SqliteConnection.ClearAllPools();
        Create().Restore(replaced);
        Assert.Equal(2, _fixture.Activities.Count);
    }

    [Fact]
    public void A_foreign_damaged_or_newer_file_is_refused_without_changes()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        Create().Write(Copy);
        var text = Path.Combine(Data, "text.db");
        File.WriteAllText(text, "no database");
        var foreign = Path.Combine(Data, "foreign.db");
        using (var other = new SqliteConnection($"Data Source={foreign};Pooling=False"))
        {
            other.Open();
            other.Execute(
                "CREATE TABLE migrations (number INTEGER, name TEXT); INSERT INTO migrations VALUES (1, 'theirs')"
            );
        }

        var newer = Path.Combine(Data, "newer.db");
        File.Copy(Copy, newer);
        using (var ahead = new SqliteConnection($"Data Source={newer};Pooling=False"))
        {
            ahead.Open();
            ahead.Execute("INSERT INTO migrations (number, name, applied_at) VALUES (9999, '9999_later', 0)");
        }

        var damaged = Path.Combine(Data, "damaged.db");
        var bytes = File.ReadAllBytes(Copy);
        bytes.AsSpan(4096, 2000).Fill(0xAA); // the head of the second page
        File.WriteAllBytes(damaged, bytes);

        foreach (var file in new[] { text, foreign, newer, damaged, Path.Combine(Data, "none.db") })
        {
            var exception = Assert.Throws<OperationException>(() => Create().Restore(file));
            Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
            Assert.Contains(Path.GetFileName(file), exception.Message, StringComparison.Ordinal);
        }

        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void A_restore_is_refused_while_a_daemon_is_running()
    {
        Create().Write(Copy);
        using var daemon = new DaemonLock(_fixture.Settings, _fixture.Clock).Acquire();
        var start = _fixture.Clock.GetTimestamp();

        var exception = Assert.Throws<OperationException>(() => Create().Restore(Copy));

        Assert.Contains("another daemon", exception.Message, StringComparison.Ordinal);
        // A check of the lock takes it for a moment.
        Assert.True(_fixture.Clock.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(300));
    }

    [Fact]
    public void Each_night_has_one_backup_a_missed_one_is_caught_up_seven_remain()
    {
        for (var hour = 0; hour < 24 * 12; hour++)
        {
            if (hour is < 60 or > 90)
            {
                Create().WriteNightly(); // off for more than a day
            }

            _fixture.Clock.Advance(TimeSpan.FromHours(1));
        }

        var copies = Directory
            .GetFiles(BackupFolder.GetPath(_fixture.Settings))
            .Select(Path.GetFileName)
            .Order()
            .ToList();
        Assert.Equal(7, copies.Count);
        Assert.Equal("activitysync-2026-12-05.db", copies[^1]);
        Assert.All(copies, copy =>
            Assert.Null(DatabaseCopy.FindProblem(Path.Combine(BackupFolder.GetPath(_fixture.Settings), copy!)))
        );
    }

    [Fact]
    public void A_damaged_backup_does_not_displace_an_intact_one()
    {
        for (var day = 0; day < 7; day++)
        {
            Create().WriteNightly();
            _fixture.Clock.Advance(TimeSpan.FromDays(1));
        }

        var before = Directory.GetFiles(BackupFolder.GetPath(_fixture.Settings)).Order(StringComparer.Ordinal).ToList();
        foreach (var bad in before.TakeLast(3))
        {
            CorruptPage(bad);
        }

        for (var day = 0; day < 3; day++)
        {
            Create().WriteNightly();
            _fixture.Clock.Advance(TimeSpan.FromDays(1));
        }

        var intact = Directory
            .GetFiles(BackupFolder.GetPath(_fixture.Settings))
            .Where(copy => DatabaseCopy.FindProblem(copy) is null)
            .ToList();
        Assert.Equal(7, intact.Count);
        Assert.All(before.Take(4), copy => Assert.Contains(copy, intact));
    }

    [Fact]
    public void A_damaged_database_gets_no_backup_and_displaces_none()
    {
        for (var week = 0; week < 200; week++)
        {
            using var connection = _fixture.Database.Open();
            MailRepository.Add(
                connection,
                _fixture.AthleteId,
                MailKind.Digest,
                WeekPeriod.From(new DateOnly(1990, 1, 1).AddDays(7 * week)),
                MailState.Skipped,
                new string('x', 200),
                DateTimeOffset.UnixEpoch,
                DateTimeOffset.UnixEpoch
            );
        }

        for (var day = 0; day < 8; day++)
        {
            Create().WriteNightly();
            _fixture.Clock.Advance(TimeSpan.FromDays(1));
        }

        var before = Directory.GetFiles(BackupFolder.GetPath(_fixture.Settings)).Order(StringComparer.Ordinal).ToList();
        using (var connection = _fixture.Database.Open())
        {
            Database.TruncateLog(connection);
        }

        SqliteConnection.ClearAllPools();
        CorruptPage(_fixture.Database.FilePath!);

        var exception = Assert.Throws<DatabaseException>(() => Create().WriteNightly());

        Assert.Contains("the database is damaged", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"activitysync restore {before[^1]}", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(BackupFolder.GetPath(_fixture.Settings)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Remains_of_a_killed_backup_are_deleted_but_not_those_of_a_running_one()
    {
        Create().WriteNightly();
        var (old, recent) = (
            Path.Combine(BackupFolder.GetPath(_fixture.Settings), "activitysync-1999-01-01.db.part"),
            Path.Combine(BackupFolder.GetPath(_fixture.Settings), "other.db.part")
        );
        foreach (var file in new[] { old, recent })
        {
            File.WriteAllText(file, "half");
        }

        _fixture.Clock.Advance(TimeSpan.FromDays(1));
        File.SetLastWriteTimeUtc(old, _fixture.Clock.GetUtcNow().UtcDateTime.AddHours(-2));
        File.SetLastWriteTimeUtc(recent, _fixture.Clock.GetUtcNow().UtcDateTime);

        Create().WriteNightly();

        Assert.False(File.Exists(old));
        Assert.True(File.Exists(recent));
    }

    [Fact]
    public void A_migration_backs_up_the_database_first()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        using (var connection = _fixture.Database.Open())
        {
            // The state of an older version.
            connection.Execute("DELETE FROM migrations WHERE number = 34; DROP TABLE race_feeds");
        }

        using (new Database(_fixture.Settings, _fixture.Clock).Open())
        {
            var copy = Assert.Single(Directory.GetFiles(BackupFolder.GetPath(_fixture.Settings)));
            Assert.Equal("before-0034_calendars.db", Path.GetFileName(copy));
            Assert.Null(DatabaseCopy.FindProblem(copy));
        }

        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_reported()
    {
        var exception = Assert.Throws<OperationException>(() => Create().Write("/proc/none/copy.db"));

        Assert.Contains("/proc/none/copy.db", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_erased_athlete_is_in_no_byte_of_the_database_or_its_backups()
    {
        const string Name = "quagga";
        long id;
        using (var connection = _fixture.Database.Open())
        {
            id = AthleteRepository.GetOrAddId(connection, Name, _fixture.Clock);
            RaceRepository.Add(
                connection,
                id,
                new CalendarRace { Date = new DateOnly(2027, 4, 18), Name = "Okapi Marathon" }
            );
        }

        _fixture.Reconciler.Add(id, [SyncFixture.Fit("quagga-file", SyncFixture.DaysAgo(3))]);
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("anna-file", SyncFixture.DaysAgo(3))]);
        Create().WriteNightly();

        Directory.CreateDirectory(Path.Combine(Data, "calendars"));
        File.WriteAllText(Path.Combine(Data, "calendars", $"{Name}.ics"), "UID:massage.quagga@example.org");
        File.WriteAllText(Path.Combine(Data, "calendars", $".{Name}.ics.0123.tmp"), $"{Name}, half written");
        File.WriteAllText(_fixture.Database.FilePath! + ".restoring", $"{Name}, half restored");

        Assert.Equal(1, CreateEraser().Erase(Name).Cleaned);

        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(Data, "*", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            foreach (var word in new[] { Name, "Okapi" })
            {
                Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) < 0, $"{file} holds {word}");
            }
        }

        Assert.Empty(Directory.GetFiles(Path.Combine(Data, "calendars")));
        Assert.Single(_fixture.Activities);
        Assert.Throws<OperationException>(() => CreateEraser().Erase(Name));
    }

    [Fact]
    public void Files_that_others_are_sending_outlive_an_athlete_who_is_erased_by_the_daemon()
    {
        var uploads = new ActivitySync.Sync.UploadFolder(_fixture.Settings);
        var (own, bens, sending, interrupted) = (Send(), Send(), Send(), Send());
        Directory.SetLastWriteTimeUtc(
            Path.GetDirectoryName(uploads.GetPath(interrupted))!,
            _fixture.Clock.GetUtcNow().UtcDateTime.AddDays(-2)
        );
        using (var connection = _fixture.Database.Open())
        {
            var ben = AthleteRepository.GetOrAddId(connection, "ben", _fixture.Clock);
            Add(_fixture.AthleteId, own);
            Add(ben, bens);

            void Add(long athleteId, string file) =>
                UploadRepository.Add(
                    connection,
                    athleteId,
                    [new UploadedFile("run.fit", file)],
                    _fixture.Clock.GetUtcNow()
                );
        }

        CreateEraser().EraseWhileRunning("anna");
        Assert.Equal([bens, sending], Find([own, bens, sending, interrupted]));

        CreateEraser().Erase("ben");
        Assert.Empty(Find([own, bens, sending, interrupted]));

        string Send()
        {
            var (name, content) = uploads.Create("run.fit");
            content.Dispose();
            Directory.SetLastWriteTimeUtc(
                Path.GetDirectoryName(uploads.GetPath(name))!,
                _fixture.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1)
            );
            return name;
        }

        IEnumerable<string> Find(string[] names) => names.Where(name => File.Exists(uploads.GetPath(name)));
    }

    [Fact]
    public async Task The_locks_of_an_erased_athlete_are_deleted_unless_acquired()
    {
        var refreshLock = new RefreshLock(_fixture.Settings, _fixture.Clock, _fixture.Leases);
        using (await refreshLock.AcquireAsync("garmin", _fixture.AthleteId, TestContext.Current.CancellationToken))
        {
            // released at once
        }

        using (await refreshLock.AcquireAsync("strava", _fixture.AthleteId, TestContext.Current.CancellationToken))
        {
            CreateEraser().Erase("anna");
            Assert.Equal(
                [$"strava-{_fixture.AthleteId}.lock"],
                Directory.GetFiles(Data, "*.lock").Select(Path.GetFileName)
            );
        }
    }

    [Fact]
    public void A_failed_restore_leaves_no_files()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        Create().Write(Copy);
        var settings = _fixture.Settings with { Backup = _fixture.Settings.Backup with { Directory = "/proc/none" } };

        Assert.Throws<OperationException>(() => Create(settings).Restore(Copy));

        Assert.Empty(Directory.GetFiles(Data, "*.restoring*"));
        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public async Task A_backup_broken_by_the_disk_is_reported_until_one_is_intact()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        var monitor = new JobMonitor(_fixture.Database, _fixture.Clock, NullLogger<JobMonitor>.Instance);
        using var stop = new CancellationTokenSource();
        var isBegun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var folder = Directory.CreateDirectory(BackupFolder.GetPath(_fixture.Settings)).FullName;
        var disk = Task.Factory.StartNew(
            () =>
            {
                isBegun.SetResult();
                CorruptBackups(folder, stop.Token);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        await isBegun.Task;

        const string broken = "the copy is damaged, but the database is intact";
        // The corruption may come too late for one.
        for (var night = 0; night < 500 && Line()?.Contains(broken, StringComparison.Ordinal) != true; night++)
        {
            _fixture.Clock.Advance(TimeSpan.FromDays(1));
            await BackUpAsync();
        }

        await stop.CancelAsync();
        await disk;
        await monitor.RunAsync(JobName.Wake, _ => Task.CompletedTask, default);
        Assert.Contains(broken, Line(), StringComparison.Ordinal);
        Assert.Null(monitor.DatabaseError);
        Assert.Single(_fixture.Activities);
        Assert.Empty(Directory.GetFiles(BackupFolder.GetPath(_fixture.Settings), "*.part*"));

        await BackUpAsync();
        Assert.Null(Line());

        Task BackUpAsync() =>
            monitor.RunAsync(
                JobName.Backup,
                _ =>
                {
                    Create().WriteNightly();
                    return Task.CompletedTask;
                },
                default
            );
        string? Line()
        {
            using var connection = _fixture.Database.Open();
            return JobRunRepository.GetAll(connection).FirstOrDefault(run => run.Job == JobName.Backup)?.Line;
        }
    }

    /// <summary>
    /// Simulates a failing disk: overwrites a page of each backup in progress. A new change counter each time keeps
    /// SQLite from using cached pages.
    /// </summary>
    private static void CorruptBackups(string folder, CancellationToken stop)
    {
        const int counterAt = 24; // of a database file's header
        const int page = 4096;
        var junk = Enumerable.Repeat((byte)0xAA, page).ToArray();
        for (var counter = 1; !stop.IsCancellationRequested; counter++)
        {
            foreach (var part in Directory.GetFiles(folder, "*.part"))
            {
                try
                {
                    using var file = File.OpenHandle(
                        part,
                        FileMode.Open,
                        FileAccess.Write,
                        FileShare.ReadWrite | FileShare.Delete
                    );
                    RandomAccess.Write(file, BitConverter.GetBytes(counter), counterAt);
                    RandomAccess.Write(file, junk, 2 * page);
                }
                catch (FileNotFoundException)
                {
                    // the backup is finished
                }
            }
        }
    }

    private static void CorruptPage(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes.AsSpan(bytes.Length / 2, 5000).Fill(0xAA);
        File.WriteAllBytes(file, bytes);
    }

    private AthleteEraser CreateEraser(AppSettings? settings = null) =>
        new(
            _fixture.Database,
            settings ?? _fixture.Settings,
            new RefreshLock(_fixture.Settings, _fixture.Clock, _fixture.Leases),
            new ActivitySync.Sync.UploadFolder(settings ?? _fixture.Settings),
            _fixture.Clock
        );

    private BackupService Create(AppSettings? settings = null) =>
        new(
            _fixture.Database,
            settings ?? _fixture.Settings,
            _fixture.Clock,
            new DaemonLock(_fixture.Settings, _fixture.Clock),
            NullLogger<BackupService>.Instance
        );

    [Fact]
    public void A_pipe_a_device_or_a_huge_file_is_not_restored()
    {
        _fixture.Reconciler.Add(_fixture.AthleteId, [SyncFixture.Fit("f", SyncFixture.DaysAgo(3))]);
        Create().Write(Copy);
        var link = Path.Combine(Data, "link.db");
        File.CreateSymbolicLink(link, "/dev/zero");
        var huge = Path.Combine(Data, "huge.db");
        File.Copy(Copy, huge);
        using (var file = File.OpenWrite(huge))
        {
            file.SetLength(new DriveInfo(Data).AvailableFreeSpace + 1_000_000_000_000); // without blocks
        }

        var pipe = SpecialFile.CreatePipe(Path.Combine(Data, "pipe.db"));
        foreach (var file in new[] { pipe, "/dev/zero", link, huge, Data })
        {
            var exception = Assert.Throws<OperationException>(() => Create().Restore(file));
            Assert.Equal(ErrorKind.InvalidInput, exception.Kind);
            Assert.StartsWith($"{file}: ", exception.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', exception.Message);
        }

        Assert.Empty(Directory.GetFiles(Data, "*.restoring*"));
        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void A_backup_is_not_written_where_others_may_write()
    {
        foreach (var mode in new[] { UnixFileMode.OtherWrite, UnixFileMode.OtherWrite | UnixFileMode.StickyBit })
        {
            var folder = Directory.CreateDirectory(Path.Combine(Data, $"open-{mode:D}")).FullName;
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | mode);

            var exception = Assert.Throws<OperationException>(() => Create().Write(Path.Combine(folder, "copy.db")));

            Assert.Contains("other users may write", exception.Message, StringComparison.Ordinal);
            Assert.Empty(Directory.GetFiles(folder));
        }
    }

    [Fact]
    public void A_broken_link_with_the_name_of_a_backup_is_replaced_and_not_followed()
    {
        var target = Path.Combine(Data, "target");
        File.CreateSymbolicLink(Copy, target);

        Create().Write(Copy);

        Assert.False(File.Exists(target));
        Assert.Null(DatabaseCopy.FindProblem(Copy));
    }

    [Fact]
    public void New_folders_for_backups_are_only_for_their_owner()
    {
        Create().WriteNightly();
        Create().Write(Path.Combine(Data, "a", "b", "copy.db"));

        foreach (var folder in new[] { BackupFolder.GetPath(_fixture.Settings), Path.Combine(Data, "a", "b") })
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(folder)
            );
        }
    }

    [Fact]
    public void A_pipe_or_a_link_in_the_folder_of_backups_is_no_backup()
    {
        Create().WriteNightly();
        var folder = BackupFolder.GetPath(_fixture.Settings);
        var pipe = SpecialFile.CreatePipe(Path.Combine(folder, "activitysync-2099-01-01.db"));
        var link = Path.Combine(folder, "activitysync-2098-01-01.db");
        File.CreateSymbolicLink(link, _fixture.Database.FilePath!);

        Assert.Equal([link, pipe], CreateEraser().Erase("anna").NotSearched);
    }

    [Fact]
    public void Everything_that_interrupted_work_left_is_deleted_with_an_athlete()
    {
        var backups = Directory.CreateDirectory(BackupFolder.GetPath(_fixture.Settings)).FullName;
        var preview = Directory.CreateDirectory(Path.Combine(Data, "preview")).FullName;
        var pickup = Directory.CreateDirectory(Path.Combine(Data, "mails")).FullName;
        var random = $"{Guid.NewGuid():N}";
        string[] remains =
        [
            Path.Combine(Data, $".unpacked-{random}"),
            Path.Combine(Data, $".probe-{random}"),
            Path.Combine(Data, $".anna.zip.{random}.tmp"),
            Path.Combine(Data, $"copy.db.{random}.part"),
            Path.Combine(Data, $"copy.db.{random}.part-journal"),
            $"{_fixture.Database.FilePath!}.restoring",
            $"{_fixture.Database.FilePath!}.restoring-journal",
            $"{_fixture.Database.FilePath!}.restoring-wal",
            Path.Combine(backups, $"activitysync-2026-11-20.db.{random}.part"),
            Path.Combine(backups, $"activitysync-2026-11-20.db.{random}.part-journal"),
            Path.Combine(backups, $"replaced-20261120-070000.db.{random}.part-wal"),
            Path.Combine(backups, "before-0034_calendars.db.part"),
            Path.Combine(backups, "activitysync-2026-11-19.db-journal"),
            Path.Combine(backups, "lost-20261120-070000.db-shm"),
            Path.Combine(preview, "digest.html"),
            Path.Combine(preview, "digest.eml"),
            Path.Combine(preview, $".digest.txt.{random}.tmp"),
            Path.Combine(pickup, $".20261122T180000Z-digest.eml.{random}.tmp"),
            Path.Combine(pickup, ".20261122T180000Z-digest.eml.tmp"),
        ];
        string[] others =
        [
            Path.Combine(Data, "notes.tmp"),
            Path.Combine(Data, "copy.db.part"),
            Path.Combine(backups, "by-hand.db-journal"),
            Path.Combine(preview, "letter.txt"),
            Path.Combine(pickup, "20261122T180000Z-digest.eml"),
        ];
        foreach (var file in remains.Concat(others))
        {
            File.WriteAllText(file, "anna");
        }

        var result = CreateEraser(_fixture.Settings with { Mail = new MailSettings { PickupDirectory = pickup } })
            .Erase("anna");

        Assert.DoesNotContain(remains, File.Exists);
        Assert.All(others, file => Assert.True(File.Exists(file), file));
        Assert.Empty(result.NotDeleted);
        Assert.Superset(
            new HashSet<string> { _fixture.Database.FilePath!, backups, Data, preview, pickup },
            result.Searched.ToHashSet()
        );
    }

    [Fact]
    public void A_link_named_like_a_temporary_file_is_deleted_and_not_what_it_leads_to()
    {
        var letter = Path.Combine(Data, "letter.txt");
        File.WriteAllText(letter, "untouched");
        var link = Path.Combine(Data, $".unpacked-{Guid.NewGuid():N}");
        File.CreateSymbolicLink(link, letter);

        CreateEraser().Erase("anna");

        Assert.False(Path.Exists(link));
        Assert.Equal("untouched", File.ReadAllText(letter));
    }
}
