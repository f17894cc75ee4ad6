using ActivitySync.Configuration;
using ActivitySync.Mail.Outbox;
using ActivitySync.Maintenance;
using ActivitySync.Sources;
using ActivitySync.Sync;
using Quartz;

namespace ActivitySync.Hosting;

/// <summary>Which jobs the settings ask for. One that was switched off leaves its last run in the store; it is nobody's trouble any more.</summary>
internal static class ScheduledJobs
{
    public static IReadOnlyList<string> GetNames(AppSettings settings) => [.. EnumerateNames(settings)];

    private static IEnumerable<string> EnumerateNames(AppSettings settings)
    {
        yield return JobName.Wake;
        yield return JobName.Expire;
        yield return JobName.SyncDue;
        yield return JobName.Backup;
        yield return JobName.Calendars;
        if (settings.Athletes.Any(athlete => athlete.Sources.Inbox is not null))
        {
            yield return JobName.Inbox;
        }

        if (settings.ActivitySync.HeartbeatUrl is not null)
        {
            yield return JobName.Heartbeat;
        }

        foreach (var source in GetEnabledSources(settings))
        {
            yield return JobName.GetSyncName(source.Name);
            if (source.Job is { } job)
            {
                yield return job.Name;
            }
        }
    }

    /// <summary>The sources that at least one athlete uses.</summary>
    public static IEnumerable<SourceDescriptor> GetEnabledSources(AppSettings settings) =>
        SourceDescriptors.All.Where(source => settings.Athletes.Any(athlete => athlete.Sources.IsEnabled(source.Name)));
}

/// <summary>The daemon's jobs, as logs, store and health name them.</summary>
internal static class JobName
{
    public const string Wake = "wake";
    public const string SyncDue = "sync-due";
    public const string Inbox = "inbox";
    public const string Calendars = "calendars";
    public const string Backup = "backup";
    public const string Heartbeat = "heartbeat";
    public const string Expire = "expire";

    /// <summary>The job that syncs one source: <c>sync-strava</c>.</summary>
    public static string GetSyncName(SourceName source) => $"sync-{source.Text}";
}

/// <summary>
/// Wakes the outbox. A pass that got through feeds systemd's watchdog, unless another job is stuck: then the daemon is to be restarted.
/// What fails with one runner is no reason for that.
/// </summary>
[DisallowConcurrentExecution]
internal sealed class OutboxJob(
    JobMonitor monitor,
    OutboxProcessor outbox,
    SystemdNotifier systemd,
    ILogger<OutboxJob> log
) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await monitor.RunAsync(
            JobName.Wake,
            async stop =>
            {
                var failed = await outbox.ProcessAsync(stop);
                var stuck = monitor.GetStuckJobs();
                if (stuck.Count == 0)
                {
                    systemd.Send(SystemdNotifier.Watchdog);
                }

                foreach (var job in stuck)
                {
                    log.JobStuck(job, JobMonitor.MaxRunTime.TotalHours);
                }

                AthleteLoop.ThrowIfAnyFailed(failed);
            },
            cancellationToken
        );
}

/// <summary>Wakes the syncs that need not wait for their source's schedule.</summary>
[DisallowConcurrentExecution]
internal sealed class SyncDueJob(JobMonitor monitor, SyncScheduler scheduler) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await monitor.RunAsync(JobName.SyncDue, scheduler.SyncDueAsync, cancellationToken);
}

/// <summary>Wakes the sync of one source; the job's name says which.</summary>
[DisallowConcurrentExecution]
internal sealed class SyncSourceJob(JobMonitor monitor, SyncScheduler scheduler) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        var source = SourceDescriptors.All.Single(source => JobName.GetSyncName(source.Name) == name);
        await monitor.RunAsync(name, stop => scheduler.SyncSourceAsync(source.Name, stop), cancellationToken);
    }
}

/// <summary>Wakes the looks into the inboxes.</summary>
[DisallowConcurrentExecution]
internal sealed class InboxJob(JobMonitor monitor, InboxScanner scanner, AthleteLoop athletes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await monitor.RunAsync(
            JobName.Inbox,
            async stop =>
                AthleteLoop.ThrowIfAnyFailed(
                    await athletes.RunForConfiguredAsync(
                        athlete =>
                        {
                            scanner.Scan(athlete, stop);
                            return Task.CompletedTask;
                        },
                        stop
                    )
                ),
            cancellationToken
        );
}

/// <summary>Wakes the reading of the race calendars.</summary>
[DisallowConcurrentExecution]
internal sealed class RaceCalendarJob(JobMonitor monitor, RaceCalendarSync calendars, AthleteLoop athletes) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await monitor.RunAsync(
            JobName.Calendars,
            async stop =>
                AthleteLoop.ThrowIfAnyFailed(
                    await athletes.RunForConfiguredAsync(
                        athlete => calendars.SyncAsync(athlete, isForced: false, stop),
                        stop
                    )
                ),
            cancellationToken
        );
}

/// <summary>Wakes the nightly copy of the database.</summary>
[DisallowConcurrentExecution]
internal sealed class BackupJob(JobMonitor monitor, BackupService backups) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await monitor.RunAsync(
            JobName.Backup,
            _ =>
            {
                backups.WriteNightly();
                return Task.CompletedTask;
            },
            cancellationToken
        );
}

/// <summary>Wakes the expiry of what may not be held any longer.</summary>
[DisallowConcurrentExecution]
internal sealed class RetentionJob(JobMonitor monitor, RetentionService retention) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await monitor.RunAsync(JobName.Expire, retention.ExpireAsync, cancellationToken);
}

/// <summary>Wakes the call to a watcher elsewhere.</summary>
[DisallowConcurrentExecution]
internal sealed class HeartbeatJob(JobMonitor monitor, HeartbeatSender heartbeat) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await monitor.RunAsync(JobName.Heartbeat, heartbeat.SendIfDueAsync, cancellationToken);
}

/// <summary>Runs the background work of one source; the job's name says which.</summary>
[DisallowConcurrentExecution]
internal sealed class SourceBackgroundJob(JobMonitor monitor, IServiceProvider services) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        var job = SourceDescriptors
            .All.Select(source => source.Job)
            .OfType<SourceJob>()
            .Single(job => job.Name == name);
        await monitor.RunAsync(name, stop => job.RunAsync(services, stop), cancellationToken);
    }
}
