using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>
/// Deletes what Strava has not confirmed for too long, as its terms ask. The identity stays: what is read again has the id it had.
/// </summary>
internal sealed class ExpireRecordings(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>Returns how many recordings of the runner went.</summary>
    public int Expire(long athleteId)
    {
        var oldest = clock.GetUtcNow() - TimeSpan.FromDays(settings.Strava.CacheDays);
        using var store = database.Open();
        using var transaction = store.BeginTransaction();
        var expired = Recordings.OfSource(store, athleteId, SourceName.Strava.ToColumn(), transaction)
            .Where(row => row.ConfirmedAt < oldest.ToColumn())
            .ToList();
        foreach (var row in expired) Recordings.Delete(store, row, transaction);
        GroupRecordings.Around(store, transaction, athleteId, expired);
        transaction.Commit();
        return expired.Count;
    }
}
