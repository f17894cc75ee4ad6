using ActivitySync.Intake;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>Takes away what may not be held any longer.</summary>
internal sealed class ExpireHeld(Database database, TimeProvider clock, ExpireRecordings recordings, ILogger<ExpireHeld> log)
{
    public void Expire()
    {
        using var store = database.Open();
        foreach (var athleteId in Athletes.Ids(store)) recordings.Expire(athleteId);
        var mails = Mails.DropBytes(store, clock.GetUtcNow());
        if (mails > 0) log.BytesDropped(mails);
        Database.DropTraces(store);
    }
}
