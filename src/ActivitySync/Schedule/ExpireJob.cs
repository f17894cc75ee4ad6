using ActivitySync.Operations;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the expiry of what may not be held any longer.</summary>
[DisallowConcurrentExecution]
internal sealed class ExpireJob(JobWatch watch, ExpireHeld expire) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(JobName.Expire, expire.ExpireAsync, cancellationToken);
}
