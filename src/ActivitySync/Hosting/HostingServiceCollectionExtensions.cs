using ActivitySync.Configuration;
using ActivitySync.Sources;
using Quartz;

namespace ActivitySync.Hosting;

internal static class HostingServiceCollectionExtensions
{
    /// <summary>
    /// Threads for all jobs that may run long at the same time (a sync for each source, due syncs, inboxes, calendars, a backup)
    /// and two more, so that the outbox never waits for another job.
    /// </summary>
    private static readonly int MaxConcurrentJobs = SourceDescriptors.All.Count + 6;

    private static readonly TimeSpan RetentionInterval = TimeSpan.FromHours(1);

    /// <summary>Looked after so often; what is asked of whom is decided there.</summary>
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMinutes(10);

    /// <summary>Quartz only wakes; nothing of it is stored. It runs in the daemon alone, where a host starts it.</summary>
    public static IServiceCollection AddHosting(this IServiceCollection services, AppSettings settings)
    {
        var jobs = ScheduledJobs.GetNames(settings);
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(MaxConcurrentJobs);
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            quartz.ScheduleJob<OutboxJob>(trigger =>
                trigger
                    .WithIdentity(JobName.Wake)
                    .StartNow()
                    .WithSimpleSchedule(TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds))
            );
            quartz.ScheduleJob<RetentionJob>(trigger =>
                trigger.WithIdentity(JobName.Expire).StartNow().WithSimpleSchedule(RetentionInterval)
            );
            quartz.ScheduleJob<SyncDueJob>(trigger =>
                trigger
                    .WithIdentity(JobName.SyncDue)
                    .StartNow()
                    .WithSimpleSchedule(TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds))
            );
            if (jobs.Contains(JobName.Inbox))
            {
                quartz.ScheduleJob<InboxJob>(trigger =>
                    trigger
                        .WithIdentity(JobName.Inbox)
                        .StartNow()
                        .WithSimpleSchedule(TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds))
                );
            }

            quartz.ScheduleJob<BackupJob>(trigger =>
                trigger.WithIdentity(JobName.Backup).StartNow().WithSimpleSchedule(CheckInterval)
            );
            quartz.ScheduleJob<RaceCalendarJob>(trigger =>
                trigger.WithIdentity(JobName.Calendars).StartNow().WithSimpleSchedule(CheckInterval)
            );
            if (jobs.Contains(JobName.Heartbeat))
            {
                quartz.ScheduleJob<HeartbeatJob>(trigger =>
                    trigger.WithIdentity(JobName.Heartbeat).StartNow().WithSimpleSchedule(CheckInterval)
                );
            }

            foreach (var source in ScheduledJobs.GetEnabledSources(settings))
            {
                AddSync(quartz, JobName.GetSyncName(source.Name), source.GetSettings(settings).SyncSchedule);
                if (source.Job is { } job)
                {
                    quartz.ScheduleJob<SourceBackgroundJob>(trigger =>
                        trigger.WithIdentity(job.Name).StartNow().WithSimpleSchedule(CheckInterval)
                    );
                }
            }
        });
        return services
            .AddHostedService<ClockMonitor>()
            .AddQuartzHostedService(host =>
            {
                // Before the host calls itself started, so that "ready" means that the schedules are on.
                host.AwaitApplicationStarted = false;
                host.WaitForJobsToComplete = true;
            });
    }

    private static void AddSync(IQuartzBuilder quartz, string job, string cron) =>
        quartz.ScheduleJob<SyncSourceJob>(trigger =>
            trigger
                .WithIdentity(job)
                .WithCronSchedule(cron, schedule =>
                    schedule
                        .InTimeZone(TimeZoneInfo.Utc)
                        .WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)
                )
        );
}
