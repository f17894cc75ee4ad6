using ActivitySync.Operations;
using ActivitySync.Outbox;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>
/// Wakes the outbox. A pass that got through feeds systemd's watchdog, unless another job is stuck: then the daemon is to be restarted.
/// What fails with one runner is no reason for that.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class WakeJob(JobWatch watch, KeepOutbox outbox, SystemdNotice systemd, ILogger<WakeJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(
            JobName.Wake,
            async stop =>
            {
                var failed = await outbox.RunAsync(stop);
                var stuck = watch.Stuck();
                if (stuck.Count == 0) systemd.Send(SystemdNotice.Watchdog);
                foreach (var job in stuck) log.JobStuck(job, JobWatch.LongestRun.TotalHours);
                EachRunner.ThrowIfAny(failed);
            },
            cancellationToken);
}
