using ActivitySync.Operations;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the call to a watcher elsewhere.</summary>
[DisallowConcurrentExecution]
internal sealed class HeartbeatJob(JobWatch watch, Heartbeat heartbeat) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(JobName.Heartbeat, heartbeat.BeatAsync, cancellationToken);
}
