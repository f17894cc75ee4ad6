using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// Asks a silent source again before anybody is troubled: after a weekend switched off it has not failed, it was not asked.
/// </summary>
internal sealed class ConfirmSilence(Database database, TimeProvider clock, SourceSync sync)
{
    /// <summary>One failed try may be a network that is just coming up.</summary>
    private const int TriesToBelieve = 2;

    private static readonly TimeSpan FirstPatience = TimeSpan.FromMinutes(5);

    /// <summary>Failures from before this say nothing of today.</summary>
    private static readonly TimeSpan LastingPatience = TimeSpan.FromHours(1);

    /// <returns>True if the source is silent although it was asked; false if it answers, or it is too early to say.</returns>
    public async Task<bool> IsConfirmedAsync(AthleteSettings athlete, SourceName source, CancellationToken cancellationToken)
    {
        var before = Read(athlete, source);
        var now = clock.GetUtcNow();
        if (Believable.Wait(before?.RetryAt.ToInstant(), now) > now) return true; // it told us not to ask, so nothing can come now
        var patience = before?.Failures < TriesToBelieve ? FirstPatience : LastingPatience;
        if (before is not null && (now - before.TriedAt.ToInstant()).Duration() <= patience) return before.Failures >= TriesToBelieve;
        try
        {
            await sync(athlete, source, SyncDepth.Full, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // a sync that breaks is what the alert is for; its own job counts and logs it
        catch (Exception trouble) when (database.LineOf(trouble) is null)
#pragma warning restore CA1031
        {
            return true;
        }

        var after = Read(athlete, source);
        return after is null || after == before || (after.Outcome != SourceOutcome.Complete.ToColumn() && after.Failures >= TriesToBelieve);
    }

    private SyncRow? Read(AthleteSettings athlete, SourceName source)
    {
        using var store = database.Open();
        return Syncs.Find(store, Athletes.IdOf(store, athlete.Name, clock), source.ToColumn());
    }
}
