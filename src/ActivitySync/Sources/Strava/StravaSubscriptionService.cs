using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Keeps the application's one subscription to Strava's events as the settings want it: there with a
/// <c>PublicUrl</c>, gone without. Nothing depends on it but how soon a change is seen.
/// </summary>
internal sealed partial class StravaSubscriptionService(
    AppSettings settings,
    Database database,
    StravaEventReceiver events,
    StravaApiClient api,
    TimeProvider clock,
    ILogger<StravaSubscriptionService> log
)
{
    /// <summary>One that stands is looked at once a day.</summary>
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromDays(1);

    /// <summary>One that failed is tried again: the way in from outside may be repaired by then.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromHours(1);

    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (!settings.GetSource<StravaSettings>().HasApplication)
        {
            return;
        }

        var known = FindStored();
        if (events.CallbackUrl is not { } callback)
        {
            if (known is not null)
            {
                await UnsubscribeAsync(known, cancellationToken);
            }

            return;
        }

        var page = settings.ActivitySync.PublicUrl!.AbsoluteUri;
        var wait = known?.Line is null ? RecheckInterval : RetryInterval;
        if (
            known is not null
            && known.PublicUrl == page
            && (clock.GetUtcNow() - known.CheckedAt.ToInstant()).Duration() < wait
        )
        {
            return;
        }

        var (id, trouble) = await SubscribeAsync(callback, known, cancellationToken);
        Save(new SubscriptionRow(StravaSource.StoreName, id, page, trouble?.Message, clock.GetUtcNow().ToColumn()));
        if (trouble is null && known?.SubscriptionId != id)
        {
            LogSubscribed(id);
        }

        if (trouble is not null && known?.Line != trouble.Message)
        {
            LogFailed(trouble.Kind);
        }
    }

    private async Task<(string Id, StravaError? Trouble)> SubscribeAsync(
        Uri callback,
        SubscriptionRow? known,
        CancellationToken cancellationToken
    )
    {
        var calls = new RequestCounter();
        var held = known?.SubscriptionId ?? ""; // kept through trouble: one that we do not know for ours could never be ended
        var listed = await api.GetSubscriptionsAsync(calls, cancellationToken);
        if (FindError(listed) is { } noList)
        {
            return (held, noList);
        }

        foreach (var (id, address) in ParseSubscriptions(listed.Body))
        {
            if (address == callback.AbsoluteUri)
            {
                return (id, null);
            }

            if (id != held)
            {
                return (held, StravaError.Create(StravaErrorKind.SubscriptionTaken, ""));
            }

            await api.UnsubscribeAsync(id, calls, cancellationToken); // ours, for an address that we had before
        }

        var made = await api.SubscribeAsync(callback, events.VerifyToken, calls, cancellationToken);
        return FindError(made) is { } refused ? (held, refused) : (ParseId(made.Body), null);
    }

    private async Task UnsubscribeAsync(SubscriptionRow known, CancellationToken cancellationToken)
    {
        var reply =
            known.SubscriptionId.Length == 0
                ? null
                : await api.UnsubscribeAsync(known.SubscriptionId, new RequestCounter(), cancellationToken);
        if (reply is { ErrorKind: not null and not StravaErrorKind.NotFound })
        {
            return; // the next look tries again
        }

        using var connection = database.Open();
        SubscriptionRepository.Delete(connection, StravaSource.StoreName);
        LogEnded();
    }

    private static StravaError? FindError(StravaResponse reply) =>
        reply.ErrorKind is null ? null : StravaError.FromResponse(reply, "");

    private static List<(string Id, string Address)> ParseSubscriptions(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ?
                [
                    .. document
                        .RootElement.EnumerateArray()
                        .Select(one => (one.GetIdOrEmpty("id"), one.GetTextOrEmpty("callback_url"))),
                ]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string ParseId(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetIdOrEmpty("id");
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private SubscriptionRow? FindStored()
    {
        using var connection = database.Open();
        return SubscriptionRepository.Find(connection, StravaSource.StoreName);
    }

    private void Save(SubscriptionRow row)
    {
        using var connection = database.Open();
        SubscriptionRepository.Save(connection, row);
    }

    [LoggerMessage(EventName = "strava_events_on", Level = LogLevel.Information, Message = "subscription={Id}")]
    private partial void LogSubscribed(string id);

    [LoggerMessage(
        EventName = "strava_events_off",
        Level = LogLevel.Information,
        Message = "the subscription has ended"
    )]
    private partial void LogEnded();

    [LoggerMessage(
        EventName = "strava_events_trouble",
        Level = LogLevel.Warning,
        Message = "reason={Reason}; 'activitysync status' says what to do"
    )]
    private partial void LogFailed(StravaErrorKind reason);
}
