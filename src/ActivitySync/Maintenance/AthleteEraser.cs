using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources;
using Dapper;

namespace ActivitySync.Maintenance;

/// <summary>Deletes everything stored about an athlete: rows, tokens, files and the rows in backups.</summary>
internal sealed class AthleteEraser(Database database, AppSettings settings, RefreshLock refreshLock)
{
    /// <summary>
    /// Deletes the athlete from the database and from the backups, which are rewritten. The caller ensures that no
    /// daemon
    /// serves the athlete.
    /// </summary>
    /// <returns>The number of backups cleaned and the files in their folder that could not be searched.</returns>
    /// <exception cref="OperationException">The athlete is unknown, or the database cannot be written.</exception>
    public (int Cleaned, IReadOnlyList<string> NotSearched) Erase(string name)
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
            connection.Execute("VACUUM");
            Database.TruncateLog(connection);
        }

        foreach (var lockName in SourceDescriptors.All.SelectMany(source => source.LockNames))
        {
            refreshLock.Remove(lockName, athleteId);
        }

        // A restore that was killed may have left this copy.
        DatabaseCopy.DeletePart(DatabaseCopy.GetRestorePath(database.Path));
        AtomicFile.Delete(Path.Combine(settings.ActivitySync.DataDirectory, CalendarFeed.FolderName, $"{name}.ics"));
        return BackupFolder.DeleteAthlete(settings, name);
    }
}
