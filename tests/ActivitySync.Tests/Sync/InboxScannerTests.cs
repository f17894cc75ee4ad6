using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Hosting;
using ActivitySync.Maintenance;
using ActivitySync.Sync;
using ActivitySync.Tests.Data;
using ActivitySync.Tests.FileFormats;
using ActivitySync.Tests.FileFormats.Archives;
using ActivitySync.Tests.FileFormats.Fit;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Sync;

public sealed class InboxScannerTests : IDisposable
{
    private static readonly TimeSpan ScanInterval = TimeSpan.FromSeconds(60);

    private SyncFixture _fixture = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"inbox-{Guid.NewGuid():N}");
    private InboxScanner _scanner;

    public InboxScannerTests()
    {
        _scanner = Create();
        Directory.CreateDirectory(_folder);
    }

    private AthleteSettings Anna =>
        new()
        {
            Name = "anna",
            Email = "anna@example.org",
            TimeZone = ActivityFileFixture.Berlin,
            Sources = new AthleteSources { Inbox = _folder },
        };

    public void Dispose()
    {
        _fixture.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    [Fact]
    public void A_file_that_stands_still_is_taken_in_once_and_stays_where_it_is()
    {
        Drop("run.fit", RunAt(0));
        Scan();
        Assert.Empty(_fixture.Activities); // it may still be written
        Scan();
        Assert.Single(_fixture.Activities);

        for (var i = 0; i < 5; i++)
        {
            Scan();
        }

        _scanner = Create(); // the program restarts
        for (var i = 0; i < 3; i++)
        {
            Scan();
        }

        Assert.Single(_fixture.Activities);
        Assert.True(File.Exists(Path.Combine(_folder, "run.fit")));
    }

    [Fact]
    public void A_file_written_in_pieces_is_taken_in_when_it_is_whole_and_not_before()
    {
        var whole = RunAt(0);
        for (var piece = 1; piece <= 10; piece++)
        {
            Drop("run.fit", whole[..(whole.Length * piece / 10)]);
            Scan();
            Assert.Empty(_fixture.Activities);
        }

        Scan();
        Assert.Single(_fixture.Activities);
        Assert.Empty(GetRefused());
    }

    [Fact]
    public void A_refused_file_is_not_read_again_until_it_is_replaced()
    {
        Drop("run.fit", "no recording"u8.ToArray());
        Scan(3);
        var refused = Assert.Single(GetRefused());
        Assert.Contains("no FIT, TCX or GPX", refused.Reason, StringComparison.Ordinal);
        Scan(3);
        Assert.Equal(refused, Assert.Single(GetRefused()));

        Drop("run.fit", RunAt(0));
        Scan(3);

        Assert.Empty(GetRefused());
        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void A_file_that_crashes_the_program_twice_is_quarantined_and_the_others_are_read()
    {
        Drop("a-bad.fit", RunAt(0));
        Drop("b.fit", RunAt(1));
        SimulateCrash("a-bad.fit", "being-read"); // as a process leaves it that was killed
        Scan(2);
        Assert.Equal(2, _fixture.Activities.Count); // it was not the file's doing
        Assert.Empty(GetRefused());

        Drop("c-bad.fit", RunAt(2));
        Drop("d.fit", RunAt(3));
        SimulateCrash("c-bad.fit", "being-read-again");
        Scan(2);

        Assert.Equal(3, _fixture.Activities.Count);
        var refused = Assert.Single(GetRefused());
        Assert.Contains("ended twice while it was being read", refused.Reason, StringComparison.Ordinal);
        Scan(5);
        Assert.Equal(refused, Assert.Single(GetRefused()));

        Drop("c-bad.fit", [.. RunAt(4), 0]); // another file under that name
        Scan(3);
        Assert.Equal(4, _fixture.Activities.Count);
        Assert.Empty(GetRefused());
    }

    [Fact]
    public void An_unexpected_error_quarantines_only_its_file()
    {
        for (var i = 0; i < 4; i++)
        {
            Drop($"{i}.fit", RunAt(i));
        }

        var odd = FitBuilder.StartInstant.AddSeconds(-20_000).ToUnixTimeSeconds(); // the second
        _fixture.Database.RefuseRows("INSERT", "recordings", when: $"new.started_at = {odd}");

        for (var look = 0; look < 30; look++)
        {
            try
            {
                Scan();
            }
            catch (System.Data.Common.DbException)
            {
                // counted by the job's watch
            }
        }

        Assert.Equal(3, _fixture.Activities.Count);
        Assert.EndsWith("1.fit", Assert.Single(GetRefused()).Path, StringComparison.Ordinal);
    }

    [Fact]
    [SqliteOnly]
    public void A_disk_that_is_full_for_long_is_no_fault_of_a_file()
    {
        const int Runs = 60; // more than fit in the log
        Requirements.RequireSmallDisk();
        SmallDisk? disk = null;
        _fixture.Dispose();
        _fixture = new SyncFixture(directory => disk = SmallDisk.Mount(directory, megabytes: 4));
        using var mounted = disk!;
        _scanner = Create();
        for (var run = 0; run < Runs; run++)
        {
            Drop($"{run:00}.fit", RunAt(run));
        }

        Scan();
        using (_fixture.Database.Open()) // keeps the log from shrinking in between
        {
            disk!.Fill();
            Assert.Contains(Enumerable.Range(0, 5).Select(_ => Record.Exception(() => Scan())).ToList(), exception =>
                exception is DatabaseException
            );
            disk.Free();
            Scan(3);
        }

        Assert.Equal(Runs, _fixture.Activities.Count);
        Assert.Empty(GetRefused());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void A_stop_in_the_middle_of_an_import_is_no_fault_of_a_file()
    {
        Drop("run.fit", RunAt(0));
        Scan();
        _fixture.Clock.Advance(ScanInterval);
        Assert.ThrowsAny<OperationCanceledException>(() => _scanner.Scan(Anna, new CancellationToken(canceled: true)));

        using (var connection = _fixture.Database.Open())
        {
            Assert.Empty(InboxFileRepository.GetAll(connection, _fixture.AthleteId));
        }

        Scan(2);
        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void A_look_that_shows_nothing_new_is_written_down_every_five_minutes()
    {
        var written = new HashSet<long>();
        for (var minute = 0; minute < 60; minute++)
        {
            Scan();
            written.Add(GetLastScan().LookedAt);
        }

        Assert.Equal(12, written.Count);
        Directory.Delete(_folder);
        Scan();
        Assert.NotNull(GetLastScan().Line); // news at once
    }

    [Fact]
    public void A_pipe_or_a_link_in_the_folder_is_reported_and_holds_up_no_file()
    {
        SpecialFile.CreatePipe(Path.Combine(_folder, "a.fit"));
        File.CreateSymbolicLink(Path.Combine(_folder, "b.fit"), "/dev/zero");
        File.CreateSymbolicLink(Path.Combine(_folder, "c"), _folder);
        Drop("run.fit", RunAt(0));
        Scan(2);

        Assert.Single(_fixture.Activities);
        Assert.Equal(["pipe", "link", "link"], GetRefused().OrderBy(row => row.Path).Select(FindWord));

        File.Delete(Path.Combine(_folder, "a.fit"));
        File.Delete(Path.Combine(_folder, "b.fit"));
        File.Delete(Path.Combine(_folder, "c"));
        Drop("a.fit", RunAt(1));
        Scan(2);

        Assert.Empty(GetRefused());
        Assert.Equal(2, _fixture.Activities.Count);

        static string FindWord(InboxFileRow row) =>
            row.Reason!.Contains("link", StringComparison.Ordinal) ? "link"
            : row.Reason.Contains("pipe", StringComparison.Ordinal) ? "pipe"
            : row.Reason;
    }

    [Theory]
    [InlineData(".syncthing.run.fit.tmp")]
    [InlineData("run.fit.part")]
    [InlineData("run.fit.crdownload")]
    [InlineData(".hidden.fit")]
    public void Names_of_files_that_are_still_on_their_way_are_left_alone(string name)
    {
        Drop(name, RunAt(0));
        Scan(4);

        Assert.Empty(_fixture.Activities);
        Assert.Empty(GetRefused());
    }

    [Fact]
    public void A_folder_that_appears_late_goes_away_and_comes_back_loses_and_doubles_nothing()
    {
        Directory.Delete(_folder);
        Scan(2);
        Assert.NotNull(GetLastScan().Line);
        Directory.CreateDirectory(_folder);
        Drop("below/run.fit", RunAt(0));
        Scan(2);
        Assert.Null(GetLastScan().Line);
        Assert.Single(_fixture.Activities);

        Directory.Move(_folder, _folder + "-away");
        Scan(2);
        Assert.Single(_fixture.Activities);
        Directory.Move(_folder + "-away", _folder);
        Scan(3);

        Assert.Single(_fixture.Activities);
    }

    [Fact]
    public void A_week_of_random_changes_to_a_folder_loses_and_duplicates_nothing()
    {
        var dice = TestScale.CreateRandom();
        var days = TestScale.Choose(2, 7);
        var expected = 0;
        var half = new Dictionary<string, byte[]>();
        var unreadable = new List<string>();
        for (var minute = 0; minute < days * 24 * 60; minute++)
        {
            foreach (var (name, content) in half.ToList())
            {
                if (dice.Next(3) > 0)
                {
                    continue;
                }

                Drop(name, content);
                half.Remove(name);
            }

            switch (dice.Next(60))
            {
                case 0: // dropped whole, perhaps packed
                    Drop($"{expected}.fit{(dice.Next(2) == 0 ? "" : ".gz")}", RunAt(expected), dice);
                    expected++;
                    break;
                case 1: // dropped by half first
                    var whole = RunAt(expected);
                    Drop($"{expected}.fit", whole[..dice.Next(1, whole.Length)]);
                    half[$"{expected}.fit"] = whole;
                    expected++;
                    break;
                case 2 when expected > 0: // the same bytes under another name
                    Drop($"again-{minute}.fit", RunAt(dice.Next(expected)));
                    break;
                case 3 when Directory.EnumerateFiles(_folder).FirstOrDefault() is { } first: // touched
                    File.SetLastWriteTimeUtc(
                        first,
                        _fixture.Clock.GetUtcNow().UtcDateTime.AddMinutes(dice.Next(-5000, 5000))
                    );
                    break;
                case 4: // an unreadable file
                    Drop($"junk-{minute}.gpx", "<gpx><never"u8.ToArray());
                    break;
                case 5: // the clock jumps
                    _fixture.Clock.AdjustTime(_fixture.Clock.GetUtcNow().AddHours(dice.Next(-30, 30)));
                    break;
                case 6: // the program restarts
                    _scanner = Create();
                    break;
                case 7 when !OperatingSystem.IsWindows() && unreadable.Count == 0: // rights are missing for a while
                    Drop($"{expected}.fit", RunAt(expected));
                    unreadable.Add(Path.Combine(_folder, $"{expected}.fit"));
                    File.Move(unreadable[^1], unreadable[^1] + ".part");
                    expected++;
                    break;
                case 8 when unreadable.Count > 0:
                    File.Move(unreadable[0] + ".part", unreadable[0]);
                    unreadable.Clear();
                    break;
            }

            Scan();
        }

        foreach (var (name, content) in half)
        {
            Drop(name, content);
        }

        foreach (var path in unreadable)
        {
            File.Move(path + ".part", path);
        }

        Scan(4);
        TestScale.WriteLine($"{days} days, {expected} recordings");
        Assert.Equal(expected, _fixture.Activities.Count);
        Assert.All(GetRefused(), row => Assert.Contains("junk", row.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_is_not_UTF8_costs_only_its_file_and_is_counted()
    {
        Drop("run.fit", RunAt(0));
        Drop("below/walk.fit", RunAt(1));
        await ActivitySync.Tests.Deploy.Shell.RunAsync(
            "sh",
            "-c",
            $"cp '{_folder}/run.fit' \"$(printf '{_folder}/l\\344uf.fit')\" && "
                + $"mv '{_folder}/below' \"$(printf '{_folder}/b\\344l')\""
        );
        Drop("other.fit", RunAt(2));
        Scan(4);

        Assert.Equal(2, _fixture.Activities.Count);
        var refused = GetRefused();
        Assert.Equal(2, refused.Count);
        Assert.All(refused, row => Assert.Contains("not in UTF-8", row.Reason, StringComparison.Ordinal));
        Assert.Null(GetLastScan().Line);
        var health = ReadHealth();
        Assert.Contains(
            "2 entries of the inbox cannot be read",
            Assert.Single(health.Reasons, reason => reason.Contains("inbox", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );

        await ActivitySync.Tests.Deploy.Shell.RunAsync(
            "sh",
            "-c",
            $"rm -r \"$(printf '{_folder}/b\\344l')\" " + $"\"$(printf '{_folder}/l\\344uf.fit')\""
        );
        Scan();
        Assert.Empty(GetRefused());
    }

    [Theory]
    [InlineData("99999999999999")]
    [InlineData("-99999999999999")]
    public async Task A_file_changed_beyond_the_calendar_is_imported_like_any_other(string seconds)
    {
        const string memory = "/dev/shm"; // tmpfs stores any time; disks often only some centuries
        Assert.SkipUnless(Directory.Exists(memory), $"needs {memory}");
        var inbox = Directory.CreateDirectory(Path.Combine(memory, $"inbox-{Guid.NewGuid():N}")).FullName;
        try
        {
            File.WriteAllBytes(Path.Combine(inbox, "a.fit"), RunAt(0));
            File.WriteAllBytes(Path.Combine(inbox, "b.fit"), RunAt(1));
            await ActivitySync.Tests.Deploy.Shell.RunAsync("touch", "-d", $"@{seconds}", Path.Combine(inbox, "a.fit"));
            var athlete = Anna with { Sources = new AthleteSources { Inbox = inbox } };
            for (var scan = 0; scan < 3; scan++)
            {
                _fixture.Clock.Advance(ScanInterval);
                _scanner.Scan(athlete, CancellationToken.None);
            }

            Assert.Equal(2, _fixture.Activities.Count);
            Assert.Empty(GetRefused());
        }
        finally
        {
            Directory.Delete(inbox, recursive: true);
        }
    }

    [Fact]
    public void Status_tells_what_was_refused()
    {
        Drop("run.fit", "no recording"u8.ToArray());
        Scan(3);
        var health = ReadHealth();

        var inbox = Assert.Single(health.Sources);
        Assert.Equal("file", inbox.Source);
        Assert.Contains("run.fit", inbox.Line, StringComparison.Ordinal);
        Assert.DoesNotContain(health.Reasons, reason => reason.Contains("run.fit", StringComparison.Ordinal));
    }

    [Fact]
    public void Pages_show_that_a_file_was_refused_and_not_its_name()
    {
        Drop("my secret race.fit", "no recording"u8.ToArray());
        Scan(3);

        var json = HealthJson.Serialize(ReadHealth().ForPage());

        Assert.Contains("\"file\"", json, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", json, StringComparison.Ordinal);
        Assert.Contains("activitysync status", json, StringComparison.Ordinal);
    }

    private Health ReadHealth()
    {
        var settings = _fixture.Settings with { FileAthletes = [Anna] };
        return new HealthReader(
            RosterBuilder.Create(_fixture.Database, settings),
            _fixture.Database,
            settings,
            _fixture.Clock,
            new DaemonLock(settings, _fixture.Clock),
            new JobMonitor(
                _fixture.Database,
                _fixture.Clock,
                Microsoft.Extensions.Logging.Abstractions.NullLogger<JobMonitor>.Instance
            )
        ).Read();
    }

    /// <summary>A recording of its own for each number, hours apart.</summary>
    private static byte[] RunAt(int number) =>
        new FitBuilder().FileId(4).Session(start: FitBuilder.Start - (uint)(number * 20_000)).ToFile();

    private void Drop(string name, byte[] content, Random? dice = null)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(
            path,
            dice is not null && name.EndsWith(".gz", StringComparison.Ordinal) ? ArchiveBuilder.Gzip(content) : content
        );
    }

    [Fact]
    public void A_list_without_its_files_is_imported_from_its_rows()
    {
        Drop(
            "activities.csv",
            "Activity ID,Activity Date,Activity Name,Activity Type,Elapsed Time,Distance,Filename\n"u8
                .ToArray()
                .Concat("3,\"Jun 3, 2026, 5:00:00 AM\",Lost,Run,3600,10.00,../../activities/3.fit.gz\n"u8.ToArray())
                .Concat("4,\"Jun 4, 2026, 5:00:00 AM\",Lost,Run,3600,10.00,#error#\n"u8.ToArray())
                .ToArray()
        );
        Scan(3);

        Assert.Equal(2, _fixture.Activities.Count);
        Assert.Empty(GetRefused());
    }

    private void Scan(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _fixture.Clock.Advance(ScanInterval);
            _scanner.Scan(Anna, CancellationToken.None);
        }
    }

    private void SimulateCrash(string name, string mark)
    {
        var file = new FileInfo(Path.Combine(_folder, name));
        using var connection = _fixture.Database.Open();
        InboxFileRepository.MarkBeingRead(
            connection,
            _fixture.AthleteId,
            new InboxFileRow(
                file.FullName,
                file.Length,
                file.LastWriteTimeUtc.Ticks,
                mark,
                null,
                0,
                _fixture.Clock.GetUtcNow().ToColumn()
            )
        );
        _scanner = Create();
    }

    private IReadOnlyList<InboxFileRow> GetRefused()
    {
        using var connection = _fixture.Database.Open();
        return InboxFileRepository.GetQuarantined(connection, _fixture.AthleteId);
    }

    private InboxScanRow GetLastScan()
    {
        using var connection = _fixture.Database.Open();
        return InboxFileRepository.FindScan(connection, _fixture.AthleteId)!;
    }

    private InboxScanner Create() =>
        new(
            _fixture.Database,
            new FileImporter(_fixture.Database, _fixture.Reconciler, _fixture.Clock),
            _fixture.Clock,
            NullLogger<InboxScanner>.Instance
        );

    [Fact]
    public void An_archive_without_files_is_skipped_and_not_taken_for_one_that_ends_the_program()
    {
        using var bytes = new MemoryStream();
        new System.IO.Compression.ZipArchive(bytes, System.IO.Compression.ZipArchiveMode.Create).Dispose();
        Drop("empty.zip", bytes.ToArray());

        Scan(6);

        Assert.Empty(GetRefused());
        using var connection = _fixture.Database.Open();
        Assert.Equal("skipped", Assert.Single(InboxFileRepository.GetAll(connection, _fixture.AthleteId)).Result);
    }
}
