using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Digest.Rendering;
using ActivitySync.FileSystem;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Maintenance;

/// <summary>Deletes everything stored about an athlete: rows, tokens, files and the rows in backups.</summary>
internal sealed class AthleteEraser(
    Database database,
    AppSettings settings,
    RefreshLock refreshLock,
    UploadFolder uploads,
    TimeProvider clock
)
{
    /// <summary>No import, backup or preview takes longer; what is older was interrupted.</summary>
    private static readonly TimeSpan MaxWorkDuration = TimeSpan.FromDays(1);

    private string Data => settings.ActivitySync.DataDirectory;

    /// <summary>
    /// Deletes the athlete from the database and from the backups, which are rewritten, and every temporary file of
    /// this program, which may contain any athlete's data. The caller ensures that no daemon serves the athlete.
    /// </summary>
    /// <exception cref="OperationException">The athlete is unknown, or the database cannot be written.</exception>
    public EraseResult Erase(string name)
    {
        var athleteId = FindId(name)
            ?? throw new OperationException(
                ErrorKind.InvalidInput,
                $"--athlete {name}: no data of an athlete with this name is stored. Check the name."
            );
        using (var connection = database.Open())
        {
            DeletionRepository.Remove(connection, name);
        }

        return Erase(name, athleteId, minAge: TimeSpan.Zero);
    }

    /// <summary>
    /// Like <see cref="Erase(string)"/> in the daemon itself, which no longer serves the athlete: what it is writing
    /// right now stays. Also finishes what was interrupted before.
    /// </summary>
    /// <exception cref="OperationException">The database cannot be written.</exception>
    public EraseResult EraseWhileRunning(string name) => Erase(name, FindId(name), MaxWorkDuration);

    private long? FindId(string name)
    {
        using var connection = database.Open();
        return AthleteRepository.FindId(connection, name);
    }

    private EraseResult Erase(string name, long? athleteId, TimeSpan minAge)
    {
        using (var connection = database.Open())
        {
            if (athleteId is { } id)
            {
                var received = UploadRepository.GetStoredNames(connection, id);
                AthleteRepository.Delete(connection, id);
                foreach (var upload in received)
                {
                    uploads.Delete(upload);
                }
            }

            Database.Compact(connection);
            uploads.DeleteExcept(
                UploadRepository.GetStoredNames(connection),
                minAge == TimeSpan.Zero ? null : clock.GetUtcNow() - minAge // others may be sending files
            );
        }

        foreach (var lockName in SourceDescriptors.All.SelectMany(source => source.LockNames))
        {
            if (athleteId is { } id)
            {
                refreshLock.Remove(lockName, id);
            }
        }

        if (minAge == TimeSpan.Zero && database.FilePath is { } file)
        {
            DatabaseCopy.DeletePart(DatabaseCopy.GetRestorePath(file)); // of a restore that was killed
        }

        var calendars = Path.Combine(Data, CalendarFeed.FolderName);
        AtomicFile.Delete(Path.Combine(calendars, $"{name}.ics"));
        var (cleaned, unreadable) = BackupFolder.DeleteAthlete(settings, name);
        var remains = new RemainsCleaner(settings, database.FilePath, minAge, clock);
        remains.Delete();
        return new EraseResult(
            cleaned,
            unreadable,
            [database.Location, BackupFolder.GetPath(settings), calendars, uploads.Path, .. remains.Folders],
            remains.NotDeleted
        );
    }
}

/// <summary>What <see cref="AthleteEraser"/> did.</summary>
/// <param name="Cleaned">The number of backups from which the athlete was deleted.</param>
/// <param name="NotSearched">Backups that could not be searched, including the logs of damaged ones.</param>
/// <param name="Searched">The database and the folders that were searched, also those that don't exist.</param>
/// <param name="NotDeleted">Temporary files that could not be deleted, and folders that could not be searched.</param>
internal sealed record EraseResult(
    int Cleaned,
    IReadOnlyList<string> NotSearched,
    IReadOnlyList<string> Searched,
    IReadOnlyList<string> NotDeleted
);
