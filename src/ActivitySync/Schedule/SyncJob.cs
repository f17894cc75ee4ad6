using ActivitySync.Operations;
using ActivitySync.Sources;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the sync of one source; the job's name says which.</summary>
[DisallowConcurrentExecution]
internal sealed class SyncJob(JobWatch watch, SyncRunners sync) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        var source = name == JobName.SyncStrava ? SourceName.Strava : SourceName.Garmin;
        await watch.RunAsync(name, stop => sync.SyncAsync(source, stop), cancellationToken);
    }
}
