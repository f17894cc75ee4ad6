using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Operations;

/// <summary>Which jobs the settings ask for. One that was switched off leaves its last run in the store; it is nobody's trouble any more.</summary>
internal static class ScheduledJobs
{
    public static IReadOnlyList<string> Of(AppSettings settings) => [.. All(settings)];

    private static IEnumerable<string> All(AppSettings settings)
    {
        yield return JobName.Wake;
        yield return JobName.Expire;
        yield return JobName.SyncDue;
        yield return JobName.Backup;
        yield return JobName.Calendars;
        if (settings.Athletes.Any(athlete => athlete.Sources.Inbox is not null)) yield return JobName.Inbox;
        if (settings.ActivitySync.HeartbeatUrl is not null) yield return JobName.Heartbeat;
        if (settings.Athletes.Any(athlete => athlete.Sources.Strava)) yield return JobName.Subscribe;
        var asked = settings.Athletes.SelectMany(AskedSources.Of).ToHashSet();
        if (asked.Contains(SourceName.Strava)) yield return JobName.SyncStrava;
        if (asked.Contains(SourceName.Garmin)) yield return JobName.SyncGarmin;
    }
}
