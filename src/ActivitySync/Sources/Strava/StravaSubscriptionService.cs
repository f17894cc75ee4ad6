using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Creates the app's only event subscription if <c>PublicUrl</c> is set and deletes it if not. Without the
/// subscription, changes are found by the next scheduled sync.
/// </summary>
internal sealed partial class StravaSubscriptionService(
    AppSettings settings,
    Database database,
    StravaEventReceiver events,
    StravaApiClient api,
    PendingWrites writes,
    TimeProvider clock,
    ILogger<StravaSubscriptionService> log
)
{
    /// <summary>How often an existing subscription is checked.</summary>
    private static readonly TimeSpan RecheckInterval = TimeSpan.FromDays(1);

    /// <summary>How often a failed subscription is retried.</summary>
    private static readonly TimeSpan RetryInterval = TimeSpan.FromHours(1);

    private const string WriteName = "strava subscription";

    /// <summary>The latest subscription, which could not be saved yet; null if the stored one is up to date.</summary>
    private SubscriptionRow? _unsaved;

    public async Task ReconcileAsync(CancellationToken cancellationToken)
    {
        if (!settings.GetSource<StravaSettings>().HasApplication)
        {
            return;
        }

        writes.TryWriteAll();
        var known = _unsaved ?? FindStored();
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

        var (id, error) = await SubscribeAsync(callback, known, cancellationToken);
        Save(new SubscriptionRow(StravaSource.StoreName, id, page, error?.Message, clock.GetUtcNow().ToColumn()));
        if (error is null && known?.SubscriptionId != id)
        {
            LogSubscribed(id);
        }

        if (error is not null && known?.Line != error.Message)
        {
            LogFailed(error.Kind);
        }
    }

    private async Task<(string Id, StravaError? Error)> SubscribeAsync(
        Uri callback,
        SubscriptionRow? known,
        CancellationToken cancellationToken
    )
    {
        var calls = new RequestCounter();
        // Kept even after an error: a subscription whose id is not stored could never be deleted.
        var storedId = known?.SubscriptionId ?? "";
        var listed = await api.GetSubscriptionsAsync(calls, cancellationToken);
        if (FindError(listed) is { } noList)
        {
            return (storedId, noList);
        }

        foreach (var (id, address) in ParseSubscriptions(listed.Body))
        {
            if (address == callback.AbsoluteUri)
            {
                return (id, null);
            }

            // An address with this installation's key is its own, also if the id was never saved.
            if (id != storedId && !events.IsOwnCallback(address))
            {
                return (storedId, StravaError.Create(StravaErrorKind.SubscriptionTaken, ""));
            }

            await api.UnsubscribeAsync(id, calls, cancellationToken); // this program's subscription for an earlier URL
        }

        var made = await api.SubscribeAsync(callback, events.VerifyToken, calls, cancellationToken);
        return FindError(made) is { } refused ? (storedId, refused) : (ParseId(made.Body), null);
    }

    private async Task UnsubscribeAsync(SubscriptionRow known, CancellationToken cancellationToken)
    {
        var reply =
            known.SubscriptionId.Length == 0
                ? null
                : await api.UnsubscribeAsync(known.SubscriptionId, new RequestCounter(), cancellationToken);
        if (reply is { ErrorKind: not null and not StravaErrorKind.NotFound })
        {
            return; // the next check retries
        }

        writes.Remove(WriteName);
        _unsaved = null;
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
        _unsaved = row;
        writes.Write(WriteName, () =>
        {
            using (var connection = database.Open())
            {
                SubscriptionRepository.Save(connection, row);
            }

            Interlocked.CompareExchange(ref _unsaved, null, row);
        });
    }

    [LoggerMessage(EventName = "strava_events_on", Level = LogLevel.Information, Message = "subscription={Id}")]
    private partial void LogSubscribed(string id);

    [LoggerMessage(
        EventName = "strava_events_off",
        Level = LogLevel.Information,
        Message = "the subscription was deleted"
    )]
    private partial void LogEnded();

    [LoggerMessage(
        EventName = "strava_events_failed",
        Level = LogLevel.Warning,
        Message = "reason={Reason}. Run 'activitysync status' for details."
    )]
    private partial void LogFailed(StravaErrorKind reason);
}
