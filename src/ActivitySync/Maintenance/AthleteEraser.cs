using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Data.Sqlite;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources;
using Dapper;

namespace ActivitySync.Maintenance;

/// <summary>The end of a runner here: every row, the tokens, the files beside the database, and the copies of it.</summary>
internal sealed class AthleteEraser(Database database, AppSettings settings, RefreshLock gate)
{
    /// <summary>Deletes all that is held on a runner. A copy that a runner is taken out of is written anew. The caller sees to it that no daemon serves the runner.</summary>
    /// <returns>How many copies were cleaned; which files in their folder could not be searched.</returns>
    /// <exception cref="OperationException">The store holds nothing on this runner, or cannot be written.</exception>
    public (int Cleaned, IReadOnlyList<string> NotSearched) Erase(string name)
    {
        long athleteId;
        using (var connection = database.Open())
        {
            athleteId = AthleteRepository.FindId(connection, name)
                ?? throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"--athlete {name}: nothing is held on a runner of this name."
                );
            AthleteRepository.Delete(connection, athleteId);
            connection.Execute("VACUUM");
            Database.TruncateLog(connection);
        }

        foreach (var turn in SourceDescriptors.All.SelectMany(source => source.LockNames))
        {
            gate.Remove(turn, athleteId);
        }

        DatabaseCopy.DeletePart(DatabaseCopy.GetRestorePath(database.Path)); // a restore that was killed may have left it
        AtomicFile.Delete(Path.Combine(settings.ActivitySync.DataDirectory, CalendarFeed.FolderName, $"{name}.ics"));
        return BackupFolder.DeleteAthlete(settings, name);
    }
}
