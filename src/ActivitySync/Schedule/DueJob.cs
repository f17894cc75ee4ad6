using ActivitySync.Operations;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the syncs that need not wait for their source's schedule.</summary>
[DisallowConcurrentExecution]
internal sealed class DueJob(JobWatch watch, SyncRunners sync) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(JobName.SyncDue, sync.SyncDueAsync, cancellationToken);
}
