using ActivitySync.Intake;
using ActivitySync.Operations;
using ActivitySync.Settings;
using Quartz;

namespace ActivitySync.Schedule;

/// <summary>Wakes the reading of the race calendars.</summary>
[DisallowConcurrentExecution]
internal sealed class CalendarJob(JobWatch watch, RefreshRaceCalendars refresh, AppSettings settings) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await watch.RunAsync(
            JobName.Calendars,
            async stop =>
            {
                foreach (var athlete in settings.Athletes) await refresh.RefreshAsync(athlete, now: false, stop);
            },
            cancellationToken);
}
