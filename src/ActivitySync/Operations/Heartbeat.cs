using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Operations;

/// <summary>
/// Tells a watcher elsewhere that the work is done: once a day of the machine's zone, as soon as health is good on it. A day
/// that stays bad gets no call, and neither does one on which the machine is off: that is what the watcher waits for.
/// </summary>
internal sealed partial class Heartbeat(
    AppSettings settings, ReadHealth health, Database database, HeartbeatCall call, TimeProvider clock, ILogger<Heartbeat> log)
{
    private const string Note = "heartbeat-told";

    public async Task BeatAsync(CancellationToken cancellationToken)
    {
        if (settings.ActivitySync.HeartbeatUrl is not { } address || WasToldToday() || !health.Read().Healthy) return;
        if (await call.CallAsync(address, cancellationToken) is { } trouble)
        {
            LogNotTold(trouble); // the next look tries again; the watcher itself tells if none comes through
            return;
        }

        using var store = database.Open();
        Notes.Save(store, Note, clock.GetUtcNow());
    }

    private bool WasToldToday()
    {
        using var store = database.Open();
        return Notes.Find(store, Note) is { } told && Day(told) == Day(clock.GetUtcNow());
    }

    private DateOnly Day(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, clock.LocalTimeZone).DateTime);

    [LoggerMessage(EventName = "heartbeat_not_told", Level = LogLevel.Warning, Message = "{Trouble}; look at ActivitySync:HeartbeatUrl. It is tried again.")]
    private partial void LogNotTold(string trouble);
}
