using ActivitySync.Intake;
using ActivitySync.Settings;

namespace ActivitySync.Outbox;

/// <summary>Asks a runner's sources for what is new. <see cref="SyncAthlete"/>, seen from the outbox.</summary>
internal delegate Task<IReadOnlyList<SyncReport>> SourceSync(AthleteSettings athlete, SyncDepth depth, CancellationToken cancellationToken);
