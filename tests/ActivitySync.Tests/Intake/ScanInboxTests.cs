using ActivitySync.Intake;
using ActivitySync.Operations;
using ActivitySync.Settings;
using ActivitySync.Store;
using ActivitySync.Tests.Dependability;
using ActivitySync.Tests.RealParts;
using ActivitySync.Tests.Sources.Files;
using Dapper;
using Microsoft.Extensions.Logging.Abstractions;

namespace ActivitySync.Tests.Intake;

public sealed class ScanInboxTests : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(60);

    private IntakeScene _scene = new();
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"inbox-{Guid.NewGuid():N}");
    private ScanInbox _scan;

    public ScanInboxTests()
    {
        _scan = Create();
        Directory.CreateDirectory(_folder);
    }

    private AthleteSettings Anna => new()
    {
        Name = "anna",
        Email = "anna@example.org",
        TimeZone = FileContents.Berlin,
        Sources = new AthleteSources { Inbox = _folder },
    };

    public void Dispose()
    {
        _scene.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_file_that_stands_still_is_taken_in_once_and_stays_where_it_is()
    {
        Drop("run.fit", RunAt(0));
        Scan();
        Assert.Empty(_scene.Held); // it may still be written
        Scan();
        Assert.Single(_scene.Held);

        for (var i = 0; i < 5; i++) Scan();
        _scan = Create(); // the program starts anew
        for (var i = 0; i < 3; i++) Scan();

        Assert.Single(_scene.Held);
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
            Assert.Empty(_scene.Held);
        }

        Scan();
        Assert.Single(_scene.Held);
        Assert.Empty(Refused());
    }

    [Fact]
    public void A_refused_file_keeps_its_reason_is_not_read_again_and_is_forgiven_when_it_is_replaced()
    {
        Drop("run.fit", "no recording"u8.ToArray());
        Scan(3);
        var refused = Assert.Single(Refused());
        Assert.Contains("no FIT, TCX or GPX", refused.Reason, StringComparison.Ordinal);
        Scan(3);
        Assert.Equal(refused, Assert.Single(Refused()));

        Drop("run.fit", RunAt(0));
        Scan(3);

        Assert.Empty(Refused());
        Assert.Single(_scene.Held);
    }

    [Fact]
    public void A_file_that_takes_the_program_along_is_tried_twice_then_set_aside_and_the_others_go_on()
    {
        Drop("a-bad.fit", RunAt(0));
        Drop("b.fit", RunAt(1));
        DiesIn("a-bad.fit", "being-read"); // as a process leaves it that was killed
        Scan(2);
        Assert.Equal(2, _scene.Held.Count); // it was not the file's doing
        Assert.Empty(Refused());

        Drop("c-bad.fit", RunAt(2));
        Drop("d.fit", RunAt(3));
        DiesIn("c-bad.fit", "being-read-again");
        Scan(2);

        Assert.Equal(3, _scene.Held.Count);
        var refused = Assert.Single(Refused());
        Assert.Contains("ended twice while it was being read", refused.Reason, StringComparison.Ordinal);
        Scan(5);
        Assert.Equal(refused, Assert.Single(Refused()));

        Drop("c-bad.fit", [.. RunAt(4), 0]); // another file under that name
        Scan(3);
        Assert.Equal(4, _scene.Held.Count);
        Assert.Empty(Refused());
    }

    [Fact]
    public void Trouble_that_nobody_foresaw_sets_its_file_aside_and_no_other()
    {
        for (var i = 0; i < 4; i++) Drop($"{i}.fit", RunAt(i));
        var odd = FitBuilder.StartInstant.AddSeconds(-20_000).ToUnixTimeSeconds(); // the second
        using (var store = _scene.Database.Open())
            store.Execute($"CREATE TRIGGER odd BEFORE INSERT ON recordings WHEN NEW.started_at = {odd} BEGIN SELECT RAISE(ABORT, 'odd'); END");

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

        Assert.Equal(3, _scene.Held.Count);
        Assert.EndsWith("1.fit", Assert.Single(Refused()).Path, StringComparison.Ordinal);
    }

    [Fact]
    public void A_disk_that_is_full_for_long_is_no_fault_of_a_file()
    {
        const int Runs = 60; // more than the log has room for
        Needs.ASmallDisk();
        SmallDisk? disk = null;
        _scene.Dispose();
        _scene = new IntakeScene(directory => disk = SmallDisk.Mount(directory, megabytes: 4));
        using var mounted = disk!;
        _scan = Create();
        for (var run = 0; run < Runs; run++) Drop($"{run:00}.fit", RunAt(run));
        Scan();
        using (_scene.Database.Open()) // so that the log's room is not given back in between
        {
            disk!.Fill();
            Assert.Contains(Enumerable.Range(0, 5).Select(_ => Record.Exception(() => Scan())).ToList(), trouble => _scene.Database.LineOf(trouble!) is not null);
            disk.Free();
            Scan(3);
        }

        Assert.Equal(Runs, _scene.Held.Count);
        Assert.Empty(Refused());
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }

    [Fact]
    public void A_stop_in_the_middle_of_an_import_is_no_fault_of_a_file()
    {
        Drop("run.fit", RunAt(0));
        Scan();
        _scene.Clock.Advance(Look);
        Assert.ThrowsAny<OperationCanceledException>(() => _scan.Scan(Anna, new CancellationToken(canceled: true)));

        using (var store = _scene.Database.Open()) Assert.Empty(InboxFiles.Of(store, _scene.AthleteId));
        Scan(2);
        Assert.Single(_scene.Held);
    }

    [Fact]
    public void A_look_that_shows_nothing_new_is_written_down_every_five_minutes()
    {
        var written = new HashSet<long>();
        for (var minute = 0; minute < 60; minute++)
        {
            Scan();
            written.Add(LastLook().LookedAt);
        }

        Assert.Equal(12, written.Count);
        Directory.Delete(_folder);
        Scan();
        Assert.NotNull(LastLook().Line); // news at once
    }

    [Fact]
    public async Task A_pipe_in_the_folder_holds_up_no_file()
    {
        await Deploy.Shell.RunAsync("mkfifo", Path.Combine(_folder, "a.fit"));
        Drop("run.fit", RunAt(0));
        Scan(2);

        Assert.Single(_scene.Held);
        Assert.Empty(Refused());
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

        Assert.Empty(_scene.Held);
        Assert.Empty(Refused());
    }

    [Fact]
    public void A_folder_that_appears_late_goes_away_and_comes_back_loses_and_doubles_nothing()
    {
        Directory.Delete(_folder);
        Scan(2);
        Assert.NotNull(LastLook().Line);
        Directory.CreateDirectory(_folder);
        Drop("below/run.fit", RunAt(0));
        Scan(2);
        Assert.Null(LastLook().Line);
        Assert.Single(_scene.Held);

        Directory.Move(_folder, _folder + "-away");
        Scan(2);
        Assert.Single(_scene.Held);
        Directory.Move(_folder + "-away", _folder);
        Scan(3);

        Assert.Single(_scene.Held);
    }

    [Fact]
    public void Through_a_week_of_all_that_happens_to_a_folder_nothing_is_missed_and_nothing_doubled()
    {
        var dice = Scale.Dice();
        var days = Scale.Of(2, 7);
        var expected = 0;
        var half = new Dictionary<string, byte[]>();
        var unreadable = new List<string>();
        for (var minute = 0; minute < days * 24 * 60; minute++)
        {
            foreach (var (name, content) in half.ToList())
            {
                if (dice.Next(3) > 0) continue;
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
                    File.SetLastWriteTimeUtc(first, _scene.Clock.GetUtcNow().UtcDateTime.AddMinutes(dice.Next(-5000, 5000)));
                    break;
                case 4: // nothing a runner wants
                    Drop($"junk-{minute}.gpx", "<gpx><never"u8.ToArray());
                    break;
                case 5: // the clock jumps
                    _scene.Clock.AdjustTime(_scene.Clock.GetUtcNow().AddHours(dice.Next(-30, 30)));
                    break;
                case 6: // the program starts anew
                    _scan = Create();
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

        foreach (var (name, content) in half) Drop(name, content);
        foreach (var path in unreadable) File.Move(path + ".part", path);
        Scan(4);
        Scale.Say($"{days} days, {expected} recordings");
        Assert.Equal(expected, _scene.Held.Count);
        Assert.All(Refused(), row => Assert.Contains("junk", row.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void Status_tells_what_was_refused()
    {
        Drop("run.fit", "no recording"u8.ToArray());
        Scan(3);
        var settings = _scene.Settings with { Athletes = [Anna] };

        var health = new ReadHealth(_scene.Database, settings, _scene.Clock, new DaemonLock(settings, _scene.Clock), new JobWatch(_scene.Database, _scene.Clock, Microsoft.Extensions.Logging.Abstractions.NullLogger<JobWatch>.Instance)).Read();

        var inbox = Assert.Single(health.Sources);
        Assert.Equal("file", inbox.Source);
        Assert.Contains("run.fit", inbox.Line, StringComparison.Ordinal);
        Assert.DoesNotContain(health.Reasons, reason => reason.Contains("run.fit", StringComparison.Ordinal));
    }

    /// <summary>A recording of its own for each number, hours apart.</summary>
    private static byte[] RunAt(int number) => new FitBuilder().FileId(4).Session(start: FitBuilder.Start - (uint)(number * 20_000)).ToFile();

    private void Drop(string name, byte[] content, Random? dice = null)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, dice is not null && name.EndsWith(".gz", StringComparison.Ordinal) ? Packed.Gzip(content) : content);
    }

    private void Scan(int times = 1)
    {
        for (var i = 0; i < times; i++)
        {
            _scene.Clock.Advance(Look);
            _scan.Scan(Anna, CancellationToken.None);
        }
    }

    private void DiesIn(string name, string mark)
    {
        var file = new FileInfo(Path.Combine(_folder, name));
        using var store = _scene.Database.Open();
        InboxFiles.Mark(store, _scene.AthleteId, new InboxFileRow(file.FullName, file.Length, file.LastWriteTimeUtc.Ticks, mark, null, 0, _scene.Clock.GetUtcNow().ToColumn()));
        _scan = Create();
    }

    private IReadOnlyList<InboxFileRow> Refused()
    {
        using var store = _scene.Database.Open();
        return InboxFiles.Refused(store, _scene.AthleteId);
    }

    private InboxRow LastLook()
    {
        using var store = _scene.Database.Open();
        return InboxFiles.Look(store, _scene.AthleteId)!;
    }

    private ScanInbox Create() => new(
        _scene.Database, new ImportFiles(_scene.Database, _scene.Keep, _scene.Clock), _scene.Clock, NullLogger<ScanInbox>.Instance);
}
