using Quartz;

namespace ActivitySync.Hosting;

/// <summary>
/// Reschedules all triggers after the system clock was set back. Quartz schedules on wall-clock time, so moving the
/// clock back delays every trigger. The wall clock is compared with the monotonic clock, which can't be set.
/// </summary>
internal sealed partial class ClockMonitor(ISchedulerFactory schedulers, TimeProvider clock, ILogger<ClockMonitor> log)
    : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(20);

    /// <summary>Time services adjust the clock by less, which delays a trigger only once.</summary>
    private static readonly TimeSpan MaxSetBack = TimeSpan.FromSeconds(30);

    private (DateTimeOffset Wall, long Steady) _lastReading;

    /// <summary>
    /// Reads the clocks before the daemon is ready, so that a change right after the start is detected.
    /// </summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _lastReading = ReadClocks();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var setBack = clock.GetElapsedTime(_lastReading.Steady) - (clock.GetUtcNow() - _lastReading.Wall);
                if (setBack > MaxSetBack)
                {
                    await RescheduleTriggersAsync(setBack, stoppingToken);
                }

                _lastReading = ReadClocks();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The daemon is stopping.
        }
    }

    private (DateTimeOffset Wall, long Steady) ReadClocks() => (clock.GetUtcNow(), clock.GetTimestamp());

    private async Task RescheduleTriggersAsync(TimeSpan setBack, CancellationToken cancellationToken)
    {
        LogSetBack((long)setBack.TotalSeconds);
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var key in await scheduler.GetTriggerKeys(GroupMatcher<TriggerKey>.AnyGroup(), cancellationToken))
        {
            if (await scheduler.GetTrigger(key, cancellationToken) is not { } trigger)
            {
                continue;
            }

            var rescheduled = trigger.GetTriggerBuilder().StartAt(clock.GetUtcNow()).Build();
            await scheduler.RescheduleJob(key, rescheduled, cancellationToken);
        }
    }

    [LoggerMessage(
        EventName = "clock_set_back",
        Level = LogLevel.Warning,
        Message = "seconds={Seconds}; triggers rescheduled. Check that a time service sets this machine's clock."
    )]
    private partial void LogSetBack(long seconds);
}
