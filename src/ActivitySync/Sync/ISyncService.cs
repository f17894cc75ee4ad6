using ActivitySync.Configuration;

namespace ActivitySync.Sync;

/// <summary>Syncs an athlete's sources. Implemented by <see cref="SyncService"/>; tests replace it.</summary>
internal interface ISyncService
{
    /// <summary>Syncs every source enabled for an athlete, one after the other.</summary>
    Task<IReadOnlyList<SyncReport>> SyncAllAsync(
        AthleteSettings athlete,
        SyncDepth depth,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Syncs every source as <see cref="SyncAllAsync"/> does, but waits no longer than a time for another node that is
    /// syncing the athlete.
    /// </summary>
    /// <returns>No report if the athlete was not free in that time.</returns>
    Task<IReadOnlyList<SyncReport>> SyncAllIfFreeAsync(
        AthleteSettings athlete,
        SyncDepth depth,
        TimeSpan maxWait,
        CancellationToken cancellationToken
    );

    /// <summary>Syncs one source; returns no report if it isn't enabled for the athlete.</summary>
    Task<IReadOnlyList<SyncReport>> SyncSourceAsync(
        AthleteSettings athlete,
        SourceName source,
        SyncDepth depth,
        CancellationToken cancellationToken
    );
}
