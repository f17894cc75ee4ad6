using ActivitySync.Operations;
using ActivitySync.Settings;
using Quartz;

namespace ActivitySync.Schedule;

internal static class ScheduleRoom
{
    /// <summary>All that may be long at once (two syncs, those that are due, an inbox, calendars, a backup), and two to spare: the outbox waits for none.</summary>
    private const int Threads = 8;

    private static readonly TimeSpan ExpireEvery = TimeSpan.FromHours(1);

    /// <summary>Looked after so often; what is asked of whom is decided there.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(10);

    /// <summary>Quartz only wakes; nothing of it is stored. It runs in the daemon alone, where a host starts it.</summary>
    public static IServiceCollection AddSchedule(this IServiceCollection services, AppSettings settings)
    {
        var jobs = ScheduledJobs.Of(settings);
        services.AddQuartz(quartz =>
        {
            quartz.UseInMemoryStore();
            quartz.UseDefaultThreadPool(Threads);
            quartz.ConfigureScheduler(scheduler => scheduler.ShutdownJobInterruption = ShutdownJobInterruption.Always);
            quartz.ScheduleJob<WakeJob>(
                trigger => trigger.WithIdentity(JobName.Wake).StartNow().WithSimpleSchedule(TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds)));
            quartz.ScheduleJob<ExpireJob>(trigger => trigger.WithIdentity(JobName.Expire).StartNow().WithSimpleSchedule(ExpireEvery));
            quartz.ScheduleJob<DueJob>(
                trigger => trigger.WithIdentity(JobName.SyncDue).StartNow().WithSimpleSchedule(TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds)));
            if (jobs.Contains(JobName.Inbox))
            {
                quartz.ScheduleJob<InboxJob>(
                    trigger => trigger.WithIdentity(JobName.Inbox).StartNow().WithSimpleSchedule(TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds)));
            }

            quartz.ScheduleJob<BackupJob>(trigger => trigger.WithIdentity(JobName.Backup).StartNow().WithSimpleSchedule(LookEvery));
            quartz.ScheduleJob<CalendarJob>(trigger => trigger.WithIdentity(JobName.Calendars).StartNow().WithSimpleSchedule(LookEvery));
            if (jobs.Contains(JobName.Heartbeat))
                quartz.ScheduleJob<HeartbeatJob>(trigger => trigger.WithIdentity(JobName.Heartbeat).StartNow().WithSimpleSchedule(LookEvery));
            if (jobs.Contains(JobName.Subscribe))
                quartz.ScheduleJob<SubscribeJob>(trigger => trigger.WithIdentity(JobName.Subscribe).StartNow().WithSimpleSchedule(LookEvery));
            if (jobs.Contains(JobName.SyncStrava)) AddSync(quartz, JobName.SyncStrava, settings.Strava.SyncSchedule);
            if (jobs.Contains(JobName.SyncGarmin)) AddSync(quartz, JobName.SyncGarmin, settings.Garmin.SyncSchedule);
        });
        return services.AddHostedService<ClockWatch>().AddQuartzHostedService(host =>
        {
            // Before the host calls itself started, so that "ready" means that the schedules are on.
            host.AwaitApplicationStarted = false;
            host.WaitForJobsToComplete = true;
        });
    }

    private static void AddSync(IQuartzBuilder quartz, string job, string cron) =>
        quartz.ScheduleJob<SyncJob>(trigger => trigger.WithIdentity(job).WithCronSchedule(
            cron, schedule => schedule.InTimeZone(TimeZoneInfo.Utc).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed)));
}
