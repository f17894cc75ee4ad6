using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>
/// Deletes what came from one source: recordings, what their titles said, and what quotes them (advice, the bytes of mails).
/// What the runner told us by hand (labels, massages, pains) is the runner's and stays.
/// </summary>
internal sealed class ForgetSource(Database database, TimeProvider clock)
{
    /// <summary>Returns how many recordings of the runner went. One transaction.</summary>
    public int Forget(long athleteId, SourceName source)
    {
        using var store = database.Open();
        using var transaction = store.BeginTransaction();
        var held = Recordings.OfSource(store, athleteId, source.ToColumn(), transaction);
        foreach (var row in held) Recordings.Delete(store, row, transaction);
        new KeepTitleWords(store, transaction, athleteId, clock.GetUtcNow()).ForgetAll(source);
        GroupRecordings.Around(store, transaction, athleteId, held);
        Identities.DeleteSource(store, athleteId, source.ToColumn(), transaction);
        Advice.Delete(store, athleteId, transaction); // plans quote the rows they were made from
        if (source == SourceName.Strava) Mails.DropQuotesOfStrava(store, athleteId, clock.GetUtcNow(), transaction);
        Syncs.Delete(store, athleteId, source.ToColumn(), transaction);
        transaction.Commit();
        Database.DropTraces(store);
        return held.Count;
    }
}
