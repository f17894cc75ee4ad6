using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Hosting;

namespace ActivitySync.Maintenance;

/// <summary>Copies of the database on request and each night, and the way back from one.</summary>
internal sealed partial class BackupService(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    DaemonLock daemonLock,
    ILogger<BackupService> log
)
{
    private static readonly string[] WalSuffixes = ["-wal", "-shm"];

    /// <summary>Writes a copy while the daemon may be at work; what stands there is replaced if it is a copy too.</summary>
    /// <exception cref="OperationException">It cannot be written, is not whole, or something else stands there.</exception>
    public void Write(string target)
    {
        if (IsDatabaseFile(target))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{target}: this is the database itself; name another file for its copy."
            );
        }

        if (FileStatus.Find(target) is { } there && (!there.IsFile || !DatabaseCopy.LooksLikeDatabase(target)))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{target}: something else is there that a copy must not replace; name another file, or remove it first."
            );
        }

        database.WriteCopy(target);
        DatabaseCopy.DeleteStaleParts(
            Path.GetDirectoryName(Path.GetFullPath(target))!,
            $"{Path.GetFileName(target)}.",
            clock.GetUtcNow()
        );
    }

    /// <summary>
    /// The nightly copy, if the last time for it has passed and it is not there: a night that was missed is made up for, and
    /// one that is done is not done again.
    /// </summary>
    public void WriteNightly()
    {
        var now = clock.GetLocalNow().DateTime;
        var today = DateOnly.FromDateTime(now);
        var night = TimeOnly.FromDateTime(now) >= settings.Backup.Time ? today : today.AddDays(-1);
        var target = BackupFolder.GetNightlyCopyPath(settings, night);
        if (File.Exists(target))
        {
            return;
        }

        database.WriteCopy(target);
        BackupFolder.Prune(settings, clock.GetUtcNow());
        LogWritten(night);
    }

    /// <summary>
    /// Puts a copy in the database's place. What stood there is kept in the folder of the backups, and which mails went out stays
    /// known, so that none goes a second time. Killed at any instant it leaves the one or the other, whole.
    /// </summary>
    /// <exception cref="OperationException">A daemon runs, or the file is not ours, not whole or newer: nothing is changed then.</exception>
    public RestoreResult Restore(string file)
    {
        if (!File.Exists(file))
        {
            throw new OperationException(ErrorKind.InvalidInput, $"{file}: no such file; check the path.");
        }

        if (IsDatabaseFile(file))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{file}: this is the database itself; name a copy of it."
            );
        }

        using var alone = daemonLock.Acquire();
        if (DatabaseCopy.FindProblem(file) is { } trouble)
        {
            throw new OperationException(ErrorKind.InvalidInput, $"{file}: {trouble}. Nothing was changed.");
        }

        var coming = DatabaseCopy.GetRestorePath(database.Path);
        if (Path.GetFullPath(file) == Path.GetFullPath(coming))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{file}: a restore that was stopped left it; give it another name first."
            );
        }

        try
        {
            File.Copy(file, coming, overwrite: true);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(coming, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            CheckpointLog();
            var aside = KeepReplacedDatabase();
            var mailsAreKnown = aside is null || DatabaseCopy.ImportSentMails(aside, coming);
            using (var written = new FileStream(coming, FileMode.Open, FileAccess.ReadWrite))
            {
                written.Flush(flushToDisk: true);
            }

            // A log that is still there belongs to a damaged file, and is kept with it; it must not be played into the copy.
            foreach (var beside in WalSuffixes)
            {
                File.Delete(database.Path + beside);
            }

            File.Move(coming, database.Path, overwrite: true);
            return new RestoreResult(aside, mailsAreKnown);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException or DbException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{database.Path}: cannot be replaced; check the rights and the space in {settings.ActivitySync.DataDirectory}.",
                unwritable
            );
        }
        finally
        {
            DatabaseCopy.DeletePart(coming); // nothing is left of it if it took the database's place
        }
    }

    /// <summary>Whether a path leads to the database or to what SQLite keeps beside it, by whatever name.</summary>
    private bool IsDatabaseFile(string path) =>
        FileStatus.Find(path) is { } named
        && WalSuffixes
            .Append(string.Empty)
            .Any(beside => FileStatus.Find(database.Path + beside)?.Identity == named.Identity);

    /// <summary>Brings what stands in the log into the file, so that the file alone is the database; of a damaged one it stays.</summary>
    private void CheckpointLog()
    {
        Database.ClearPools();
        if (!File.Exists(database.Path) || !DatabaseCopy.TryTruncateLog(database.Path))
        {
            return;
        }

        if (new FileInfo(database.Path + WalSuffixes[0]) is { Exists: true, Length: > 0 })
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{database.Path}: another program is at work on the database; try again when it is done."
            );
        }
    }

    /// <summary>A sound database is kept as a copy like all others; a damaged one as it is, since somebody may save something of it.</summary>
    private string? KeepReplacedDatabase()
    {
        if (!File.Exists(database.Path))
        {
            return null;
        }

        var aside = ChooseReplacedName();
        if (DatabaseCopy.FindProblem(database.Path) is null)
        {
            DatabaseCopy.WriteFromFile(database.Path, aside);
            return aside;
        }

        Directory.CreateDirectory(BackupFolder.GetPath(settings));
        foreach (var beside in WalSuffixes.Append(string.Empty))
        {
            if (File.Exists(database.Path + beside))
            {
                File.Copy(database.Path + beside, aside + beside, overwrite: true);
            }
        }

        return aside;
    }

    /// <summary>A name that nothing has: two restores in a second keep two.</summary>
    private string ChooseReplacedName()
    {
        var name = Path.Combine(BackupFolder.GetPath(settings), $"replaced-{clock.GetUtcNow():yyyyMMdd-HHmmss}");
        var (free, number) = ($"{name}.db", 1);
        while (File.Exists(free))
        {
            free = $"{name}-{++number}.db";
        }

        return free;
    }

    [LoggerMessage(EventName = "backup_written", Level = LogLevel.Information, Message = "night={Night:yyyy-MM-dd}")]
    private partial void LogWritten(DateOnly night);
}

/// <summary>A copy is in the database's place.</summary>
/// <param name="ReplacedDatabase">Where what stood there is now; null if there was nothing.</param>
/// <param name="HasMailHistory">Whether what went out could be read from there.</param>
internal sealed record RestoreResult(string? ReplacedDatabase, bool HasMailHistory);
