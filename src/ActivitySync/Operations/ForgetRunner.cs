using ActivitySync.Digest;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;
using ActivitySync.Store;
using Dapper;

namespace ActivitySync.Operations;

/// <summary>The end of a runner here: every row, the tokens, the files beside the database, and the copies of it.</summary>
internal sealed class ForgetRunner(Database database, AppSettings settings, RefreshGate gate)
{
    /// <summary>Deletes all that is held on a runner. A copy that a runner is taken out of is written anew. The caller sees to it that no daemon serves the runner.</summary>
    /// <returns>How many copies were cleaned; which files in their folder could not be searched.</returns>
    /// <exception cref="CannotProceedException">The store holds nothing on this runner, or cannot be written.</exception>
    public (int Cleaned, IReadOnlyList<string> NotSearched) Forget(string name)
    {
        long athleteId;
        using (var store = database.Open())
        {
            athleteId = Athletes.Find(store, name)
                ?? throw new CannotProceedException(ExitCode.WrongInput, $"--athlete {name}: nothing is held on a runner of this name.");
            Athletes.Delete(store, athleteId);
            store.Execute("VACUUM");
            Database.DropTraces(store);
        }

        foreach (var turn in new[] { StravaSource.StoreName, GarminSource.StoreName, GarminSource.ListTurn }) gate.Remove(turn, athleteId);
        StoreCopy.Discard(StoreCopy.Coming(database.Path)); // a restore that was killed may have left it
        WholeFile.Delete(Path.Combine(settings.ActivitySync.DataDirectory, CalendarFeed.FolderName, $"{name}.ics"));
        return BackupFolder.Forget(settings, name);
    }
}
