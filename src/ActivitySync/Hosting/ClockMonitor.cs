using Quartz;

namespace ActivitySync.Hosting;

/// <summary>
/// The scheduler waits for instants of the wall clock, so a clock that is set back would hold every wake for as long. This
/// looks at the wall clock beside one that cannot be set, and has the schedules begin anew when the former went back.
/// </summary>
internal sealed partial class ClockMonitor(ISchedulerFactory schedulers, TimeProvider clock, ILogger<ClockMonitor> log)
    : BackgroundService
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(20);

    /// <summary>A time service moves a clock by less; what it moves is gone in the next wake.</summary>
    private static readonly TimeSpan MaxSetBack = TimeSpan.FromSeconds(30);

    private (DateTimeOffset Wall, long Steady) _last;

    /// <summary>The first look is taken before the daemon is ready, so that a clock set right after is seen.</summary>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _last = ReadClocks();
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var setBack = clock.GetElapsedTime(_last.Steady) - (clock.GetUtcNow() - _last.Wall);
                if (setBack > MaxSetBack)
                {
                    await RescheduleTriggersAsync(setBack, stoppingToken);
                }

                _last = ReadClocks();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // the daemon ends
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

            var anew = trigger.GetTriggerBuilder().StartAt(clock.GetUtcNow()).Build();
            await scheduler.RescheduleJob(key, anew, cancellationToken);
        }
    }

    [LoggerMessage(
        EventName = "clock_set_back",
        Level = LogLevel.Warning,
        Message = "seconds={Seconds}; the schedules begin anew. Does a time service keep this machine's clock?"
    )]
    private partial void LogSetBack(long seconds);
}
