using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Hosting;

/// <summary>
/// Tells a watcher elsewhere that the work is done: once a day of the machine's zone, as soon as health is good on it. A day
/// that stays bad gets no call, and neither does one on which the machine is off: that is what the watcher waits for.
/// </summary>
internal sealed partial class HeartbeatSender(
    AppSettings settings,
    HealthReader health,
    Database database,
    HeartbeatClient client,
    TimeProvider clock,
    ILogger<HeartbeatSender> log
)
{
    private const string NoteKey = "heartbeat-told";

    public async Task SendIfDueAsync(CancellationToken cancellationToken)
    {
        if (settings.ActivitySync.HeartbeatUrl is not { } address || WasSentToday() || !health.Read().Healthy)
        {
            return;
        }

        if (await client.SendAsync(address, cancellationToken) is { } trouble)
        {
            LogNotSent(trouble); // the next look tries again; the watcher itself tells if none comes through
            return;
        }

        using var connection = database.Open();
        TimestampRepository.Save(connection, NoteKey, clock.GetUtcNow());
    }

    private bool WasSentToday()
    {
        using var connection = database.Open();
        return TimestampRepository.Find(connection, NoteKey) is { } told
            && GetLocalDate(told) == GetLocalDate(clock.GetUtcNow());
    }

    private DateOnly GetLocalDate(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, clock.LocalTimeZone).DateTime);

    [LoggerMessage(
        EventName = "heartbeat_not_told",
        Level = LogLevel.Warning,
        Message = "{Trouble}; look at ActivitySync:HeartbeatUrl. It is tried again."
    )]
    private partial void LogNotSent(string trouble);
}

/// <summary>The call to the watcher. Its address is a secret: no line names it.</summary>
internal sealed class HeartbeatClient(HttpClient http)
{
    /// <summary>Null if it was taken; else what happened, as half a sentence.</summary>
    public async Task<string?> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(
                address,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return answer.IsSuccessStatusCode ? null : $"the watcher answers HTTP {(int)answer.StatusCode}";
        }
        catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is not null)
        {
            return "the watcher cannot be reached";
        }
    }
}
