using System.Globalization;
using System.Text;
using ActivitySync.Commands;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Tests.Commands;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>A file with an intact database of one activity.</summary>
internal abstract class DatabaseFileWay : SingleFileWay
{
    private string _seeded = "";

    public override bool NeedsSqlite => true;

    protected override bool HasDate => true;

    protected override Content Content => new(WriteDatabase, 0);

    public override async Task StartAsync()
    {
        await base.StartAsync();
        Fixture.AddRecording(
            CommandFixture.CreateRecording(SourceNames.File, "one", "2026-11-20T08:00:00+01:00", 10, 50, "Run One")
        );
        Fixture.Settings = Fixture.Settings with
        {
            Mail = new MailSettings
            {
                From = "a@example.org",
                PickupDirectory = Path.Combine(DataDirectory, "backups"),
            },
        };
        _seeded = Path.Combine(DataDirectory, "backups", "seeded.db");
        Fixture.Database.WriteCopy(_seeded);
    }

    protected string DataDirectory => Fixture.Settings.ActivitySync.DataDirectory;

    /// <summary>The path of an intact backup.</summary>
    protected string Backup => _seeded;

    private byte[] WriteDatabase(ContentDate date)
    {
        if (date == ContentDate.Good)
        {
            return File.ReadAllBytes(_seeded);
        }

        var copy = Path.Combine(Path.GetTempPath(), $"activitysync-ways-{Guid.NewGuid():N}.db");
        File.Copy(_seeded, copy);
        using (var connection = new SqliteConnection($"Data Source={copy};Pooling=False"))
        {
            connection.Open();
            connection.Execute(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"PRAGMA journal_mode = DELETE; UPDATE recordings SET started_at = {date.Seconds}"
                )
            );
        }

        var bytes = File.ReadAllBytes(copy);
        File.Delete(copy);
        return bytes;
    }
}

/// <summary><c>restore FILE</c>.</summary>
internal sealed class RestoreWay : DatabaseFileWay
{
    /// <summary>A file without content, larger than any disk of a test.</summary>
    private const long HugeLength = 8L * 1024 * 1024 * 1024 * 1024;

    public override string ToString() => "restore FILE";

    public override string? FindReasonAgainst(FaultKind kind) =>
        kind == FaultKind.WrongCharset ? NoText : base.FindReasonAgainst(kind);

    protected override long GetHugeLength() => HugeLength;

    protected override async Task TestCellAsync(Fault fault)
    {
        var path = Put(fault, "copy.db");

        var run = await CommandRun.RunAsync(Fixture.Settings, Fixture.Clock, ["restore", path]);

        run.AssertClear(fault, Path.GetFileName(path), [ExitCode.Done, ExitCode.InvalidInput]);
        Assert.True(
            (fault.IsHarmless || fault.Kind == FaultKind.ExtremeDate) == (run.Exit == ExitCode.Done),
            $"{fault}: {run.Exit} {run.Error}"
        );
        AssertNothingHalfWritten(fault);
        Assert.Null(ActivitySync.Data.Sqlite.DatabaseCopy.FindProblem(Fixture.Database.FilePath!));
        var after = await CommandRun.RunAsync(Fixture.Settings, Fixture.Clock, ["activities"]);
        CommandRun.AssertNothingLeaks(after.Error + after.Output, fault.ToString());
        Assert.Equal(ExitCode.Done, after.Exit);
        if (!fault.Variant.Contains("in the content", StringComparison.Ordinal))
        {
            Assert.Contains("Run One", after.Output, StringComparison.Ordinal);
        }

        Database.ClearPools();
        File.Copy(Backup, Fixture.Database.FilePath!, overwrite: true);
    }
}

/// <summary>A file that the program has in its data directory, and a command that uses it.</summary>
internal sealed class DataFileWay(string name) : DatabaseFileWay
{
    private static readonly Dictionary<string, string[]> Commands = new(StringComparer.Ordinal)
    {
        ["activitysync.db"] = ["activities"],
        ["activitysync.db-wal"] = ["activities"],
        ["secret.key"] = ["sync"],
        ["daemon.lock"] = ["restore", BackupName],
        ["daemon.pid"] = ["restore", BackupName],
        ["outbox.lock"] = ["digest", "send"],
    };

    private const string BackupName = "backup";

    public static IEnumerable<string> Names => Commands.Keys.Order(StringComparer.Ordinal);

    public override string ToString() => $"data directory, {name}";

    public override string? FindReasonAgainst(FaultKind kind) =>
        kind switch
        {
            FaultKind.WrongCharset when !IsText => NoText,
            FaultKind.Huge when IsDatabase => NoLimit,
            _ => base.FindReasonAgainst(kind),
        };

    protected override bool HasDate => name == "activitysync.db";

    protected override bool IsNamed => false;

    protected override Content Content =>
        name switch
        {
            "activitysync.db" => base.Content,
            "activitysync.db-wal" => new Content(_ => [0x37, 0x7F, 0x06, 0x82, .. new byte[4000]], 0),
            "secret.key" => new Content(_ => [.. Enumerable.Range(1, 32).Select(value => (byte)value)], 1_000_000),
            "daemon.pid" => new Content(
                _ => Encoding.UTF8.GetBytes("process 1, started 2026-11-20, Köln\nserves anna\n"),
                1_000_000
            ),
            _ => new Content(_ => "process 1\n"u8.ToArray(), 1_000_000),
        };

    private bool IsDatabase => name.StartsWith("activitysync.db", StringComparison.Ordinal);

    private bool IsText => name == "daemon.pid";

    protected override async Task TestCellAsync(Fault fault)
    {
        Put(fault, name, "data");
        var data = Path.Combine(Folder, "data");
        var calendar = Path.Combine(Folder, "races.ics");
        await File.WriteAllTextAsync(calendar, CalendarWay.CreateCalendar("a", "City Marathon", "20270418"));
        if (name != "activitysync.db")
        {
            File.Copy(Backup, Path.Combine(data, "activitysync.db"));
        }

        var settings = Fixture.Settings with
        {
            ActivitySync = new DaemonSettings { DataDirectory = data },
            FileAthletes =
            [
                Fixture.Settings.FileAthletes[0] with
                {
                    Sources = new AthleteSources { RaceCalendars = [calendar] },
                },
            ],
        };
        string[] args = [.. Commands[name].Select(arg => arg == BackupName ? Backup : arg)];
        using var owner = name == "daemon.pid" ? FileLock.TryAcquire(data, "daemon.lock") : null;

        var run = await CommandRun.RunAsync(settings, Fixture.Clock, args);

        run.AssertClear(
            fault,
            fault is { Kind: FaultKind.ExtremeDate, IsInContent: true } ? "the table recordings" : data,
            [ExitCode.Done, ExitCode.Failed, ExitCode.InvalidInput, ExitCode.ActionRequired]
        );
        CommandRun.AssertNothingHalfWritten(data, fault);
        Database.ClearPools();
    }
}
