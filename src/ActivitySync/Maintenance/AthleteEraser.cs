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
    private string Data => settings.ActivitySync.DataDirectory;

    /// <summary>
    /// Deletes the athlete from the database and from the backups, which are rewritten, and every temporary file of
    /// this program, which may contain any athlete's data. The caller ensures that no daemon serves the athlete.
    /// </summary>
    /// <exception cref="OperationException">The athlete is unknown, or the database cannot be written.</exception>
    public EraseResult Erase(string name)
    {
        long athleteId;
        using (var connection = database.Open())
        {
            athleteId = AthleteRepository.FindId(connection, name)
                ?? throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"--athlete {name}: no data of an athlete with this name is stored. Check the name."
                );
            AthleteRepository.Delete(connection, athleteId);
            Database.Compact(connection);
            uploads.DeleteExcept(UploadRepository.GetStoredNames(connection));
        }

        foreach (var lockName in SourceDescriptors.All.SelectMany(source => source.LockNames))
        {
            refreshLock.Remove(lockName, athleteId);
        }

        if (database.FilePath is { } file)
        {
            DatabaseCopy.DeletePart(DatabaseCopy.GetRestorePath(file)); // of a restore that was killed
        }

        var calendars = Path.Combine(Data, CalendarFeed.FolderName);
        AtomicFile.Delete(Path.Combine(calendars, $"{name}.ics"));
        var (cleaned, unreadable) = BackupFolder.DeleteAthlete(settings, name);
        var remains = new RemainsCleaner(settings, database.FilePath, clock);
        remains.Delete();
        return new EraseResult(
            cleaned,
            unreadable,
            [database.Location, BackupFolder.GetPath(settings), calendars, uploads.Path, .. remains.Folders],
            remains.NotDeleted
        );
    }
}

/// <summary>What <see cref="AthleteEraser.Erase"/> did.</summary>
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
