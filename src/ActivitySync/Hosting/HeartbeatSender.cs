using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Hosting;

/// <summary>
/// Requests the heartbeat URL of an external monitoring service once a day, as soon as the daemon is healthy. The day
/// is local to the machine. On a day without a healthy moment nothing is sent, and the service raises its alarm.
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
    private const string TimestampKey = "heartbeat-told";

    public async Task SendIfDueAsync(CancellationToken cancellationToken)
    {
        if (settings.ActivitySync.HeartbeatUrl is not { } address || WasSentToday() || !health.Read().Healthy)
        {
            return;
        }

        if (await client.SendAsync(address, cancellationToken) is { } error)
        {
            LogNotSent(error); // the next run retries; the monitoring service reports if none succeeds
            return;
        }

        using var connection = database.Open();
        TimestampRepository.Save(connection, TimestampKey, clock.GetUtcNow());
    }

    private bool WasSentToday()
    {
        using var connection = database.Open();
        return TimestampRepository.Find(connection, TimestampKey) is { } sent
            && GetLocalDate(sent) == GetLocalDate(clock.GetUtcNow());
    }

    private DateOnly GetLocalDate(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, clock.LocalTimeZone).DateTime);

    [LoggerMessage(
        EventName = "heartbeat_not_sent",
        Level = LogLevel.Warning,
        Message = "{Error}; the next run retries. Check ActivitySync:HeartbeatUrl."
    )]
    private partial void LogNotSent(string error);
}

/// <summary>Requests the heartbeat URL. The URL is a secret and appears in no message.</summary>
internal sealed class HeartbeatClient(HttpClient http)
{
    /// <summary>Returns null if the service accepted the heartbeat, else the error.</summary>
    public async Task<string?> SendAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await http.GetAsync(
                address,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            return response.IsSuccessStatusCode
                ? null
                : $"the monitoring service answered HTTP {(int)response.StatusCode}";
        }
        catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is not null)
        {
            return "the monitoring service cannot be reached";
        }
    }
}
