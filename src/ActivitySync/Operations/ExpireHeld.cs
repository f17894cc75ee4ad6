using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>Takes away what may not be held any longer.</summary>
internal sealed class ExpireHeld(Database database, TimeProvider clock, ILogger<ExpireHeld> log)
{
    public void Expire()
    {
        using var store = database.Open();
        var mails = Mails.DropBytes(store, clock.GetUtcNow());
        if (mails > 0) log.BytesDropped(mails);
    }
}
