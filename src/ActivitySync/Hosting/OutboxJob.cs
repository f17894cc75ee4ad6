using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sync;

namespace ActivitySync.Hosting;

/// <summary>
/// Processes the outbox and resets systemd's watchdog. While another job is stuck the watchdog is not reset, so that
/// systemd restarts the daemon. A failure for one athlete is not a reason for a restart.
/// </summary>
internal sealed partial class OutboxJob(
    JobMonitor monitor,
    OutboxProcessor outbox,
    Leases leases,
    SystemdNotifier systemd,
    ILogger<OutboxJob> log
)
{
    /// <exception cref="Configuration.OperationException">Processing failed for an athlete.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        // With a wrong clock what is due can't be decided.
        var failed = leases.MayBeginWork ? await outbox.ProcessAsync(cancellationToken) : [];
        var stuck = monitor.GetStuckJobs();
        if (stuck.Count == 0)
        {
            systemd.Send(SystemdNotifier.Watchdog);
        }

        foreach (var job in stuck)
        {
            LogStuck(job, JobMonitor.MaxRunTime.TotalHours);
        }

        AthleteLoop.ThrowIfAnyFailed(failed);
    }

    [LoggerMessage(
        EventName = "job_stuck",
        Level = LogLevel.Error,
        Message = "job={Job} hours={Hours}; the watchdog is no longer reset, so systemd restarts the daemon"
    )]
    private partial void LogStuck(string job, double hours);
}
