using ActivitySync.Intake;
using ActivitySync.Operations;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the reading of the race calendars.</summary>
[DisallowConcurrentExecution]
internal sealed class CalendarJob(JobWatch watch, RefreshRaceCalendars refresh, EachRunner runners) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(
            JobName.Calendars,
            async stop => EachRunner.ThrowIfAny(await runners.TryAsync(athlete => refresh.RefreshAsync(athlete, now: false, stop), stop)),
            cancellationToken);
}
