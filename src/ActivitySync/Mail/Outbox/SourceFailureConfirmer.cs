using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Asks a silent source again before anybody is troubled: after a weekend switched off it has not failed, it was not asked.
/// </summary>
internal sealed class SourceFailureConfirmer(Database database, TimeProvider clock, SourceSyncCallback sync)
{
    /// <summary>One failed try may be a network that is just coming up.</summary>
    private const int MinFailures = 2;

    private static readonly TimeSpan FirstRetryAfter = TimeSpan.FromMinutes(5);

    /// <summary>Failures from before this say nothing of today.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromHours(1);

    /// <returns>True if the source is silent although it was asked; false if it answers, or it is too early to say.</returns>
    public async Task<bool> IsConfirmedAsync(
        AthleteSettings athlete,
        SourceName source,
        CancellationToken cancellationToken
    )
    {
        var before = FindSyncRow(athlete, source);
        var now = clock.GetUtcNow();
        if (PlausibleInstant.FilterWait(before?.RetryAt.ToInstant(), now) > now)
        {
            return true; // it told us not to ask, so nothing can come now
        }

        var patience = before?.Failures < MinFailures ? FirstRetryAfter : RetryAfter;
        if (before is not null && (now - before.TriedAt.ToInstant()).Duration() <= patience)
        {
            return before.Failures >= MinFailures;
        }

        try
        {
            await sync(athlete, source, SyncDepth.Full, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // a sync that breaks is what the alert is for; its own job counts and logs it
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
