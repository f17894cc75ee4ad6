using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.FileSystem;

namespace ActivitySync.Maintenance;

/// <summary>Writes backups of the database, on request and each night, and restores them.</summary>
internal sealed partial class BackupService(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    DaemonLock daemonLock,
    ILogger<BackupService> log
)
{
    private static readonly string[] WalSuffixes = ["-wal", "-shm"];

    /// <exception cref="OperationException">The database is on a server.</exception>
    private string DatabaseFile =>
        database.FilePath
        ?? throw new OperationException(
            ErrorKind.InvalidInput,
            $"{database.Location}: backups of a server are its operator's. Use pg_dump and pg_restore of PostgreSQL. "
                + "Check that dumps are deleted within 7 days: sources limit how long their data may be stored."
        );

    /// <summary>Writes a backup, also while the daemon is running. Only an earlier backup is replaced.</summary>
    /// <exception cref="OperationException">The backup cannot be written, is damaged, or would replace another
    /// file.</exception>
    public void Write(string target)
    {
        _ = DatabaseFile;
        if (IsDatabaseFile(target))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{target}: this is the database itself. Use another file for its backup."
            );
        }

        if (FileStatus.Find(target) is { } existing && (!existing.IsFile || !DatabaseCopy.LooksLikeDatabase(target)))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{target}: exists and is not a backup. Use another file, or remove it first."
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
    /// Writes the nightly backup if its time has passed and the backup doesn't exist yet. A missed night is caught up.
    /// </summary>
    public void WriteNightly()
    {
        if (database.FilePath is null)
        {
            return; // a server is backed up by its operator
        }

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
    /// Replaces the database with a backup, atomically. The replaced database is stored in the backup folder. The
    /// record of sent mails is carried over, so that none is sent twice.
    /// </summary>
    /// <exception cref="OperationException">
    /// A daemon is running, or the file is not a backup, damaged or newer. Nothing was changed then.
    /// </exception>
    public RestoreResult Restore(string file)
    {
        _ = DatabaseFile;
        if (!Path.Exists(file))
        {
            throw new OperationException(ErrorKind.InvalidInput, $"{file}: no such file. Check the path.");
        }

        if (IsDatabaseFile(file))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{file}: this is the database itself. Use a backup of it."
            );
        }

        using var exclusive = daemonLock.Acquire();
        var incoming = DatabaseCopy.GetRestorePath(DatabaseFile);
        if (FileStatus.Find(incoming) is { } left && left.Identity == FileStatus.Find(file)?.Identity)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{file}: an interrupted restore left this file. Rename it first."
            );
        }

        try
        {
            DatabaseCopy.DeletePart(incoming);
            // The copy is checked: the file itself may change meanwhile, or have foreign journals next to it.
            if ((DatabaseCopy.CopyBytes(file, incoming) ?? DatabaseCopy.FindProblem(incoming)) is { } problem)
            {
                throw new OperationException(ErrorKind.InvalidInput, $"{file}: {problem}. Nothing was changed.");
            }

            CheckpointLog();
            var replaced = StoreReplacedDatabase();
            var hasMailHistory = replaced is null || DatabaseCopy.ImportSentMails(replaced, incoming);
            // A remaining log belongs to a damaged database and is stored with it. It must not be applied to the
            // backup.
            foreach (var suffix in WalSuffixes)
            {
                File.Delete(DatabaseFile + suffix);
            }

            AtomicFile.Replace(incoming, DatabaseFile);
            return new RestoreResult(replaced, hasMailHistory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{DatabaseFile}: cannot be replaced. Check the permissions and the free space of "
                    + $"{settings.ActivitySync.DataDirectory}.",
                exception
            );
        }
        finally
        {
            DatabaseCopy.DeletePart(incoming); // exists only if the restore failed
        }
    }

    /// <summary>Returns whether a path, also through links, is the database or its log.</summary>
    private bool IsDatabaseFile(string path) =>
        FileStatus.Find(path) is { } status
        && WalSuffixes
            .Append(string.Empty)
            .Any(suffix => FileStatus.Find(DatabaseFile + suffix)?.Identity == status.Identity);

    /// <summary>Moves the write-ahead log into the database file. The log of a damaged database remains.</summary>
    private void CheckpointLog()
    {
        Database.ClearPools();
        if (!File.Exists(DatabaseFile) || !DatabaseCopy.TryTruncateLog(DatabaseFile))
        {
            return;
        }

        if (new FileInfo(DatabaseFile + WalSuffixes[0]) is { Exists: true, Length: > 0 })
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{DatabaseFile}: another program is using the database. Retry when it has finished."
            );
        }
    }

    /// <summary>
    /// Stores the database in the backup folder: an intact one as a backup, a damaged one as it is, since parts of it
    /// may be recoverable.
    /// </summary>
    private string? StoreReplacedDatabase()
    {
        if (!File.Exists(DatabaseFile))
        {
            return null;
        }

        var target = BackupFolder.ChooseReplacedCopyPath(settings, clock.GetUtcNow());
        if (DatabaseCopy.FindProblem(DatabaseFile) is null)
        {
            DatabaseCopy.WriteFromFile(DatabaseFile, target);
            return target;
        }

        PrivateFolder.Ensure(BackupFolder.GetPath(settings));
        foreach (var suffix in WalSuffixes.Append(string.Empty))
        {
            if (File.Exists(DatabaseFile + suffix))
            {
                using var part = RegularFile.OpenRead(DatabaseFile + suffix);
                AtomicFile.Write(target + suffix, AtomicFile.OwnerOnly, part.CopyTo);
            }
        }

        return target;
    }

    [LoggerMessage(EventName = "backup_written", Level = LogLevel.Information, Message = "night={Night:yyyy-MM-dd}")]
    private partial void LogWritten(DateOnly night);
}

/// <summary>The result of a restore.</summary>
/// <param name="ReplacedDatabase">The path of the replaced database; null if there was none.</param>
/// <param name="HasMailHistory">Whether the record of sent mails could be read from it.</param>
internal sealed record RestoreResult(string? ReplacedDatabase, bool HasMailHistory);
