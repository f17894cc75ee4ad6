using ActivitySync.Operations;
using ActivitySync.Sources.Strava;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the look after the subscription to Strava's events.</summary>
[DisallowConcurrentExecution]
internal sealed class SubscribeJob(JobWatch watch, StravaSubscription subscription) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(JobName.Subscribe, subscription.KeepAsync, cancellationToken);
}
