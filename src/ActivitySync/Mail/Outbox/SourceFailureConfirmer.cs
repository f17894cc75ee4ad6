using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Syncs a source once more before an alert about it is sent. After a weekend switched off, for example, the last
/// successful sync is old although the source works.
/// </summary>
internal sealed class SourceFailureConfirmer(Database database, TimeProvider clock, ISyncService syncService)
{
    /// <summary>A single failure may come from a network that is just starting.</summary>
    private const int MinFailures = 2;

    private static readonly TimeSpan FirstRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Older failures don't count.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    /// <returns>
    /// True if the source fails although it was tried; false if it works, or if it is too early to decide.
    /// </returns>
    public async Task<bool> ConfirmAsync(
        AthleteSettings athlete,
        SourceName source,
        CancellationToken cancellationToken
    )
    {
        var before = FindSyncRow(athlete, source);
        var now = clock.GetUtcNow();
        if (PlausibleInstant.FilterWait(before?.RetryAt.ToInstant(), now) > now)
        {
            return true; // a sync before that instant is pointless
        }

        var minWait = before?.Failures < MinFailures ? FirstRetryAfter : RetryAfter;
        if (before is not null && (now - before.TriedAt.ToInstant()).Duration() <= minWait)
        {
            return before.Failures >= MinFailures;
        }

        try
        {
            await syncService.SyncSourceAsync(athlete, source, SyncDepth.Full, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // any failed sync confirms the failure; the sync itself logs it
        catch (Exception exception) when (exception is not DatabaseException)
#pragma warning restore CA1031
        {
            return true;
        }

        var after = FindSyncRow(athlete, source);
        return after is null
            || after == before
            || (after.Outcome != SourceOutcome.Complete.ToColumn() && after.Failures >= MinFailures);
    }

    private SyncStateRow? FindSyncRow(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        return SyncStateRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            source.ToColumn()
        );
    }
}
