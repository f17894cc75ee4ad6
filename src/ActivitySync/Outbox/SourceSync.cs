using ActivitySync.Intake;
using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Outbox;

/// <summary>Asks a runner's sources, or one of them, for what is new. <see cref="SyncAthlete"/>, seen from the outbox.</summary>
internal delegate Task<IReadOnlyList<SyncReport>> SourceSync(
    AthleteSettings athlete, SourceName? only, SyncDepth depth, CancellationToken cancellationToken);
