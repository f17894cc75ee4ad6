using ActivitySync.Intake;
using ActivitySync.Operations;
using ActivitySync.Settings;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the looks into the inboxes.</summary>
[DisallowConcurrentExecution]
internal sealed class InboxJob(JobWatch watch, ScanInbox scan, AppSettings settings) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(
            JobName.Inbox,
            stop =>
            {
                foreach (var athlete in settings.Athletes) scan.Scan(athlete, stop);
                return Task.CompletedTask;
            },
            cancellationToken);
}
