using ActivitySync.Operations;
using ActivitySync.Outbox;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the outbox.</summary>
[DisallowConcurrentExecution]
internal sealed class WakeJob(JobWatch watch, KeepOutbox outbox) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(
            JobName.Wake,
            async stop =>
            {
                await outbox.RunAsync(stop);
                SystemdNotice.Send(SystemdNotice.Watchdog);
            },
            cancellationToken);
}
