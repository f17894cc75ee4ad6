using ActivitySync.Intake;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>Takes away what may not be held any longer.</summary>
internal sealed class ExpireHeld(Database database, TimeProvider clock, ExpireRecordings recordings, EachRunner runners, ILogger<ExpireHeld> log)
{
    /// <exception cref="CannotProceedException">Of a runner nothing could be taken away; of the others it was.</exception>
    public async Task ExpireAsync(CancellationToken cancellationToken)
    {
        using var store = database.Open();
        var failed = await runners.TryAsync(
            Athletes.Ids(store),
            athleteId => $"runner {athleteId}",
            athleteId =>
            {
                recordings.Expire(athleteId);
                return Task.CompletedTask;
            },
            cancellationToken);
        var mails = Mails.DropBytes(store, clock.GetUtcNow());
        if (mails > 0) log.BytesDropped(mails);
        Database.DropTraces(store);
        EachRunner.ThrowIfAny(failed);
    }
}
