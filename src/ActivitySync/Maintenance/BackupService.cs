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

    /// <summary>Writes a backup, also while the daemon is running. Only an earlier backup is replaced.</summary>
    /// <exception cref="OperationException">The backup cannot be written, is damaged, or would replace another
    /// file.</exception>
    public void Write(string target)
    {
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
    /// record of
    /// sent mails is carried over, so that none is sent twice.
    /// </summary>
    /// <exception cref="OperationException">
    /// A daemon is running, or the file is not a backup, damaged or newer. Nothing was changed then.
    /// </exception>
    public RestoreResult Restore(string file)
    {
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
        var incoming = DatabaseCopy.GetRestorePath(database.Path);
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
                File.Delete(database.Path + suffix);
            }

            AtomicFile.Replace(incoming, database.Path);
            return new RestoreResult(replaced, hasMailHistory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DbException)
        {
            throw new OperationException(
                ErrorKind.Failed,
                $"{database.Path}: cannot be replaced. Check the permissions and the free space of "
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
            .Any(suffix => FileStatus.Find(database.Path + suffix)?.Identity == status.Identity);

    /// <summary>Moves the write-ahead log into the database file. The log of a damaged database remains.</summary>
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
                $"{database.Path}: another program is using the database. Retry when it has finished."
            );
        }
    }

    /// <summary>
    /// Stores the database in the backup folder: an intact one as a backup, a damaged one as it is, since parts of it
    /// may be
    /// recoverable.
    /// </summary>
    private string? StoreReplacedDatabase()
    {
        if (!File.Exists(database.Path))
        {
            return null;
        }

        var target = BackupFolder.ChooseReplacedCopyPath(settings, clock.GetUtcNow());
        if (DatabaseCopy.FindProblem(database.Path) is null)
        {
            DatabaseCopy.WriteFromFile(database.Path, target);
            return target;
        }

        PrivateFolder.Ensure(BackupFolder.GetPath(settings));
        foreach (var suffix in WalSuffixes.Append(string.Empty))
        {
            if (File.Exists(database.Path + suffix))
            {
                using var part = RegularFile.OpenRead(database.Path + suffix);
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
