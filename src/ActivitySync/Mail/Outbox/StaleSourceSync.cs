using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

/// <summary>Syncs stale sources before a mail is rendered and reports how current each source is.</summary>
internal sealed class StaleSourceSync(Database database, TimeProvider clock, ISyncService syncService)
{
    /// <summary>
    /// How long a mail waits for another node that is syncing the athlete. A first sync may take hours, and the other
    /// mails wait too; the mail then says how old its data is.
    /// </summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromMinutes(1);

    /// <returns>Up to when each of the athlete's sources is known; empty without a source.</returns>
    public async Task<IReadOnlyList<SourceFreshness>> SyncStaleAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var enabled = athlete.Sources.Enabled;
        if (enabled.Count == 0)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var rows = ReadSyncRows(athlete, out _);
        if (enabled.Any(source => IsStale(rows.FirstOrDefault(row => row.Source == source.ToColumn()), now, now)))
        {
            await syncService.SyncAllIfFreeAsync(athlete, SyncDepth.Full, MaxWait, cancellationToken);
        }

        return ReadFreshness(athlete);
    }

    /// <summary>Reads up to when each of the athlete's sources is known, without a sync.</summary>
    public IReadOnlyList<SourceFreshness> ReadFreshness(AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var rows = ReadSyncRows(athlete, out var addedAt);

        // A source without a successful sync counts as known up to when the athlete was added.
        return
        [
            .. athlete.Sources.Enabled.Select(source => new SourceFreshness(
                source,
                GetLastSuccess(rows.FirstOrDefault(row => row.Source == source.ToColumn()), now) ?? addedAt
            )),
        ];
    }

    /// <summary>
    /// Checks whether a source is too old for a mail that is rendered at an instant. One that must not be read yet,
    /// because of its rate limit, counts as up to date.
    /// </summary>
    /// <param name="row">The state of its syncs; null before the first one.</param>
    /// <param name="at">When the mail is rendered: now or later.</param>
    /// <param name="now">The current instant.</param>
    public static bool IsStale(SyncStateRow? row, DateTimeOffset at, DateTimeOffset now)
    {
        if (PlausibleInstant.FilterWait(row?.RetryAt.ToInstant(), now) > now)
        {
            return false;
        }

        return GetLastSuccess(row, now) is not { } succeeded || at - succeeded > SourceFreshness.MaxAge;
    }

    private static DateTimeOffset? GetLastSuccess(SyncStateRow? row, DateTimeOffset now) =>
        PlausibleInstant.FilterPast(row?.SucceededAt.ToInstant(), now);

    private IReadOnlyList<SyncStateRow> ReadSyncRows(AthleteSettings athlete, out DateTimeOffset addedAt)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        addedAt = AthleteRepository.FindCreatedAt(connection, athleteId) ?? clock.GetUtcNow();
        return SyncStateRepository.GetAll(connection, athleteId);
    }
}
