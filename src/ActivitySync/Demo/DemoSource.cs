using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Demo;

/// <summary>The built-in runner's recordings, read like those of any source, without a network.</summary>
internal sealed class DemoSource(DateOnly asOf) : IActivitySource
{
    public SourceName Name => SourceName.File;

    public bool Serves(AthleteSettings athlete) => true;

    public Task<SourceReading> ReadAsync(AthleteSettings athlete, DateTimeOffset from, CancellationToken cancellationToken) =>
        Task.FromResult(new SourceReading
        {
            Outcome = SourceOutcome.Complete,
            Activities =
            [
                .. DemoRunner.Activities(asOf)
                    .Where(activity => activity.Start >= from)
                    .Select(activity => new SourceActivity(Name, activity.Id, RecordingFormat.Fit, activity)),
            ],
        });
}
