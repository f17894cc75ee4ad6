using ActivitySync.Operations;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the nightly copy of the database.</summary>
[DisallowConcurrentExecution]
internal sealed class BackupJob(JobWatch watch, Backups backups) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(
            JobName.Backup,
            _ =>
            {
                backups.WriteNightly();
                return Task.CompletedTask;
            },
            cancellationToken);
}
