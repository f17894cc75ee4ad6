using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

/// <summary>Sees to it that a mail is not written from old data, and says up to when the data is known.</summary>
internal sealed class StaleSourceSync(Database database, TimeProvider clock, SourceSyncCallback sync)
{
    /// <returns>Up to when each of the runner's sources is known; empty if none is asked.</returns>
    public async Task<IReadOnlyList<SourceFreshness>> SyncStaleAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var asked = athlete.Sources.Enabled;
        if (asked.Count == 0)
        {
            return [];
        }

        var now = clock.GetUtcNow();
        var rows = ReadSyncRows(athlete, out var knownSince);
        if (asked.Any(source => IsStale(rows, source.ToColumn(), now)))
        {
            await sync(athlete, null, SyncDepth.Full, cancellationToken);
        }

        rows = ReadSyncRows(athlete, out _);

        // A source that never answered is known up to when we first heard of the runner: that is, not at all.
        return
        [
            .. asked.Select(source => new SourceFreshness(
                source,
                GetLastSuccess(rows.FirstOrDefault(row => row.Source == source.ToColumn()), now) ?? knownSince
            )),
        ];
    }

    private static bool IsStale(IReadOnlyList<SyncStateRow> rows, string source, DateTimeOffset now)
    {
        var row = rows.FirstOrDefault(known => known.Source == source);
        if (PlausibleInstant.FilterWait(row?.RetryAt.ToInstant(), now) > now)
        {
            return false;
        }

        return GetLastSuccess(row, now) is not { } succeeded || now - succeeded > SourceFreshness.MaxAge;
    }

    private static DateTimeOffset? GetLastSuccess(SyncStateRow? row, DateTimeOffset now) =>
        PlausibleInstant.FilterPast(row?.SucceededAt.ToInstant(), now);

    private IReadOnlyList<SyncStateRow> ReadSyncRows(AthleteSettings athlete, out DateTimeOffset knownSince)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        knownSince = AthleteRepository.FindCreatedAt(connection, athleteId) ?? clock.GetUtcNow();
        return SyncStateRepository.GetAll(connection, athleteId);
    }
}

/// <summary>Asks a runner's sources, or one of them, for what is new. <see cref="SyncService"/>, seen from the outbox.</summary>
internal delegate Task<IReadOnlyList<SyncReport>> SourceSyncCallback(
    AthleteSettings athlete,
    SourceName? only,
    SyncDepth depth,
    CancellationToken cancellationToken
);
