using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Notifications;
using ActivitySync.Mail.Outbox;
using ActivitySync.Maintenance;
using ActivitySync.Sources;
using ActivitySync.Sync;
using Quartz;

namespace ActivitySync.Hosting;

/// <summary>
/// The daemon's jobs. Each decides from the database and the clock what is due; Quartz only triggers it.
/// </summary>
internal static class JobTable
{
    private static readonly JobSchedule EveryHour = JobSchedule.Every(TimeSpan.FromHours(1));
    private static readonly JobSchedule EveryTenMinutes = JobSchedule.Every(TimeSpan.FromMinutes(10));

    /// <summary>Returns the jobs that the settings and the athletes enable.</summary>
    public static IReadOnlyList<ScheduledJob> GetEnabled(
        AppSettings settings,
        IReadOnlyList<AthleteSettings> athletes
    ) => [.. GetAll(settings).Where(job => job.IsEnabled(athletes))];

    /// <summary>Returns the jobs that the settings allow. A job that no athlete needs is triggered and does nothing,
    /// since such an athlete may be added at any time.</summary>
    public static IReadOnlyList<ScheduledJob> GetScheduled(AppSettings settings) =>
        [.. GetAll(settings).Where(job => job.IsAllowed)];

    /// <summary>
    /// Returns the last run of each job: of a job for all nodes, wherever it was; of any other, on this node.
    /// </summary>
    public static IReadOnlyList<JobRunRow> SelectRuns(
        IEnumerable<ScheduledJob> jobs,
        IReadOnlyList<JobRunRow> runs,
        string node
    ) =>
        [
            .. jobs.OrderBy(job => job.Name, StringComparer.Ordinal)
                .Select(job =>
                    runs.Where(run => run.Job == job.Name && (job.IsForAllNodes || run.Node == node || run.Node == ""))
                        .MaxBy(run => (job.IsForAllNodes || run.Node == node, run.TriedAt))
                )
                .OfType<JobRunRow>(),
        ];

    private static IEnumerable<ScheduledJob> GetAll(AppSettings settings)
    {
        var everyWake = JobSchedule.Every(TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds));
        yield return new(JobName.Wake, everyWake, (services, _, stop) =>
            services.GetRequiredService<OutboxJob>().RunAsync(stop)
        );
        yield return new(JobName.Notify, everyWake, (services, lease, stop) =>
            services.GetRequiredService<NotificationSender>().SendDueAsync(lease!, stop)
        )
        {
            IsAllowed = settings.Notify.Url is not null,
            IsForAllNodes = true,
        };
        yield return new(JobName.Expire, EveryHour, (services, _, stop) =>
            services.GetRequiredService<RetentionService>().ExpireAsync(stop)
        )
        {
            IsForAllNodes = true,
        };
        yield return new(JobName.SyncDue, everyWake, (services, _, stop) =>
            services.GetRequiredService<SyncScheduler>().SyncDueAsync(stop)
        )
        {
            IsShared = true,
        };
        yield return new(JobName.SyncEarly, everyWake, (services, _, stop) =>
            services.GetRequiredService<EarlySourceSync>().SyncDueAsync(stop)
        )
        {
            IsNeededBy = athlete => athlete.Sources.Enabled.Count > 0,
            IsForAllNodes = true,
        };
        yield return new(JobName.Inbox, everyWake, (services, _, stop) => ScanInboxesAsync(services, stop))
        {
            IsNeededBy = athlete => athlete.Sources.Inbox is not null,
            IsForAllNodes = true,
        };
        yield return new(JobName.Backup, EveryTenMinutes, (services, _, _) =>
        {
            services.GetRequiredService<BackupService>().WriteNightly();
            return Task.CompletedTask;
        });
        yield return new(JobName.Calendars, EveryTenMinutes, (services, _, stop) =>
            SyncRaceCalendarsAsync(services, stop)
        )
        {
            IsForAllNodes = true,
        };
        yield return new(JobName.Heartbeat, EveryTenMinutes, (services, _, stop) =>
            services.GetRequiredService<HeartbeatSender>().SendIfDueAsync(stop)
        )
        {
            IsAllowed = settings.ActivitySync.HeartbeatUrl is not null,
            IsForAllNodes = true,
        };
        foreach (var job in CreateForSources(settings))
        {
            yield return job;
        }
    }

    private static IEnumerable<ScheduledJob> CreateForSources(AppSettings settings)
    {
        foreach (var source in SourceDescriptors.All)
        {
            bool Uses(AthleteSettings athlete) => athlete.Sources.IsEnabled(source.Name);
            if (source.Job is { } job)
            {
                yield return new(job.Name, EveryTenMinutes, (services, _, stop) => job.RunAsync(services, stop))
                {
                    IsNeededBy = Uses,
                    IsForAllNodes = true,
                };
            }

            var schedule = JobSchedule.At(source.GetSettings(settings).SyncSchedule);
            yield return new(JobName.GetSyncName(source.Name), schedule, (services, _, stop) =>
                services.GetRequiredService<SyncScheduler>().SyncSourceAsync(source.Name, stop)
            )
            {
                IsNeededBy = Uses,
                IsShared = true,
            };
        }
    }

    private static async Task ScanInboxesAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var scanner = services.GetRequiredService<InboxScanner>();
        var failed = await services
            .GetRequiredService<AthleteLoop>()
            .RunForConfiguredAsync(
                athlete =>
                {
                    scanner.Scan(athlete, cancellationToken);
                    return Task.CompletedTask;
                },
                cancellationToken
            );
        AthleteLoop.ThrowIfAnyFailed(failed);
    }

    private static async Task SyncRaceCalendarsAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var calendars = services.GetRequiredService<RaceCalendarSync>();
        var failed = await services
            .GetRequiredService<AthleteLoop>()
            .RunForConfiguredAsync(
                athlete => calendars.SyncAsync(athlete, isForced: false, cancellationToken),
                cancellationToken
            );
        AthleteLoop.ThrowIfAnyFailed(failed);
    }
}

/// <summary>One job of the daemon.</summary>
/// <param name="Name">The name in logs, database and health.</param>
/// <param name="Schedule">When it is triggered.</param>
/// <param name="RunAsync">Does what is due. The lease is null unless the job is for all nodes.</param>
internal sealed record ScheduledJob(
    string Name,
    JobSchedule Schedule,
    Func<IServiceProvider, ILease?, CancellationToken, Task> RunAsync
)
{
    /// <summary>Whether the settings allow it, whoever the athletes are.</summary>
    public bool IsAllowed { get; init; } = true;

    /// <summary>
    /// Whether one node at a time runs it. The job itself decides from the database what is due, so the next node finds
    /// nothing to do.
    /// </summary>
    public bool IsForAllNodes { get; init; }

    /// <summary>
    /// Whether all nodes run it and share its work. Any other job that is not for all nodes together is about this one.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>Whether an athlete needs it; null for a job that runs even without athletes.</summary>
    public Func<AthleteSettings, bool>? IsNeededBy { get; init; }

    public bool IsEnabled(IReadOnlyList<AthleteSettings> athletes) =>
        IsAllowed && (IsNeededBy is null || athletes.Any(IsNeededBy));
}

/// <summary>
/// When a job is triggered: at the start and then at an interval, or at the times of a cron expression in UTC.
/// </summary>
internal sealed record JobSchedule
{
    private JobSchedule() { }

    public TimeSpan? Interval { get; private init; }

    public string? Cron { get; private init; }

    public static JobSchedule Every(TimeSpan interval) => new() { Interval = interval };

    public static JobSchedule At(string cron) => new() { Cron = cron };
}

/// <summary>The names of the daemon's jobs in logs, database and health.</summary>
internal static class JobName
{
    public const string Wake = "wake";
    public const string Notify = "notify";
    public const string SyncDue = "sync-due";
    public const string SyncEarly = "sync-early";
    public const string Inbox = "inbox";
    public const string Calendars = "calendars";
    public const string Backup = "backup";
    public const string Heartbeat = "heartbeat";
    public const string Expire = "expire";

    /// <summary>The job that syncs one source: <c>sync-strava</c>.</summary>
    public static string GetSyncName(SourceName source) => $"sync-{source.Text}";
}

/// <summary>Runs the job of the table that Quartz triggered; a job never runs twice at the same time.</summary>
[DisallowConcurrentExecution]
internal sealed class QuartzJob(
    JobMonitor monitor,
    AppSettings settings,
    AthleteRoster roster,
    Leases leases,
    IServiceProvider services
) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var name = context.JobDetail.Key.Name;
        var job = JobTable.GetScheduled(settings).Single(job => job.Name == name);
        if (!IsNeeded(job))
        {
            return;
        }

        await monitor.RunUnlessSkippedAsync(name, stop => RunAsync(job, stop), cancellationToken);
    }

    /// <returns>False if another node is running it, or this one must not.</returns>
    private async Task<bool> RunAsync(ScheduledJob job, CancellationToken cancellationToken)
    {
        if (job.IsShared && !leases.MayBeginWork)
        {
            return false; // with a wrong clock what is due can't be decided
        }

        using var lease = job.IsForAllNodes ? leases.TryAcquire(LeaseWork.Job(job.Name), subject: 0) : null;
        if (lease is null && job.IsForAllNodes)
        {
            return false;
        }

        await job.RunAsync(services, lease, cancellationToken);
        return true;
    }

    private bool IsNeeded(ScheduledJob job)
    {
        if (job.IsEnabled(settings.FileAthletes))
        {
            return true;
        }

        try
        {
            return job.IsEnabled(roster.GetAll());
        }
        catch (OperationException)
        {
            return false; // the other jobs report that the database can't be read
        }
    }
}
