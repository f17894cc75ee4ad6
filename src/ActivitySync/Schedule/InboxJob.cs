using ActivitySync.Intake;
using ActivitySync.Operations;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the looks into the inboxes.</summary>
[DisallowConcurrentExecution]
internal sealed class InboxJob(JobWatch watch, ScanInbox scan, EachRunner runners) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(
            JobName.Inbox,
            async stop => EachRunner.ThrowIfAny(await runners.TryAsync(
                athlete =>
                {
                    scan.Scan(athlete, stop);
                    return Task.CompletedTask;
                },
                stop)),
            cancellationToken);
}
