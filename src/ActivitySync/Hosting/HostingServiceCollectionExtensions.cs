using ActivitySync.Configuration;
using ActivitySync.Maintenance.Checks;
using ActivitySync.Sources;
using Quartz;

namespace ActivitySync.Hosting;

internal static class HostingServiceCollectionExtensions
{
    /// <summary>
    /// A sync of each source, due and early syncs, inboxes, race calendars, notifications and a backup can run long at
    /// the same time. Two more threads keep the outbox from waiting for them.
    /// </summary>
    private static readonly int MaxConcurrentJobs = SourceDescriptors.All.Count + 8;

    /// <summary>A monitoring service that doesn't answer within this time is tried again by the next job.</summary>
    private static readonly TimeSpan HeartbeatTimeout = TimeSpan.FromSeconds(20);

    /// <summary>
    /// Adds the jobs and the health of the daemon. Quartz stores nothing and starts only with a host.
    /// </summary>
    public static IServiceCollection AddHosting(this IServiceCollection services, AppSettings settings)
    {
        services.AddHttpClient<HeartbeatClient>(http => http.Timeout = HeartbeatTimeout).RemoveAllLoggers();
        return services
            .AddSingleton(_ => SystemdNotifier.FromEnvironment())
            .AddSingleton<JobMonitor>()
            .AddSingleton<HealthReader>()
            .AddTransient<HeartbeatSender>()
            .AddTransient<OutboxJob>()
            .AddTransient<ICheck, DaemonCheck>()
            .AddScheduler(settings);
    }

    private static IServiceCollection AddScheduler(this IServiceCollection services, AppSettings settings)
    {
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(MaxConcurrentJobs);
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            foreach (var job in JobTable.GetScheduled(settings))
            {
                AddJob(quartz, job);
            }
        });
        return services
            .AddHostedService<NodeMonitor>()
            .AddHostedService<ClockMonitor>()
            .AddQuartzHostedService(host =>
            {
                // Starts before the host reports that it has started, so that "ready" includes the schedules.
                host.AwaitApplicationStarted = false;
                host.WaitForJobsToComplete = true;
            });
    }

    private static void AddJob(IQuartzBuilder quartz, ScheduledJob job) =>
        quartz.ScheduleJob<QuartzJob>(trigger =>
        {
            trigger.WithIdentity(job.Name);
            if (job.Schedule.Interval is { } interval)
            {
                trigger.StartNow().WithSimpleSchedule(interval);
            }
            else
            {
                trigger.WithCronSchedule(job.Schedule.Cron!, schedule =>
                    schedule
                        .InTimeZone(TimeZoneInfo.Utc)
                        .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
                );
            }
        });
}
