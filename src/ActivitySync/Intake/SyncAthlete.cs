using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Intake;

/// <summary>One sync of every source that a runner's settings ask for.</summary>
internal sealed class SyncAthlete(IEnumerable<IActivitySource> sources)
{
    public Task<IReadOnlyList<SyncReport>> SyncAsync(AthleteSettings athlete, SyncDepth depth, CancellationToken cancellationToken) =>
        throw new NotSupportedException($"{sources} {athlete.Name} {depth} {cancellationToken}");
}
