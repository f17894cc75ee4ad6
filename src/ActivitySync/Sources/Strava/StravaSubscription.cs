using System.Text.Json;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Keeps the application's one subscription to Strava's events as the settings want it: there with a
/// <c>PublicUrl</c>, gone without. Nothing depends on it but how soon a change is seen.
/// </summary>
internal sealed partial class StravaSubscription(
    AppSettings settings, Database database, StravaEvents events, StravaApi api, TimeProvider clock, ILogger<StravaSubscription> log)
{
    /// <summary>One that stands is looked at once a day.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromDays(1);

    /// <summary>One that failed is tried again: the way in from outside may be repaired by then.</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromHours(1);

    public async Task KeepAsync(CancellationToken cancellationToken)
    {
        if (settings.Strava.ClientId is null or "" || settings.Strava.ClientSecret is null or "") return;
        var known = Known();
        if (events.Callback is not { } callback)
        {
            if (known is not null) await EndAsync(known, cancellationToken);
            return;
        }

        var page = settings.ActivitySync.PublicUrl!.AbsoluteUri;
        var wait = known?.Line is null ? LookAgain : TryAgain;
        if (known is not null && known.PublicUrl == page && (clock.GetUtcNow() - known.CheckedAt.ToInstant()).Duration() < wait) return;
        var (id, trouble) = await SubscribeAsync(callback, known, cancellationToken);
        Keep(new SubscriptionRow(StravaSource.StoreName, id, page, trouble?.Line, clock.GetUtcNow().ToColumn()));
        if (trouble is null && known?.SubscriptionId != id) LogSubscribed(id);
        if (trouble is not null && known?.Line != trouble.Line) LogTrouble(trouble.Fault);
    }

    private async Task<(string Id, StravaTrouble? Trouble)> SubscribeAsync(Uri callback, SubscriptionRow? known, CancellationToken cancellationToken)
    {
        var calls = new CallCount();
        var held = known?.SubscriptionId ?? ""; // kept through trouble: one that we do not know for ours could never be ended
        var listed = await api.SubscriptionsAsync(calls, cancellationToken);
        if (Trouble(listed) is { } noList) return (held, noList);
        foreach (var (id, address) in Read(listed.Body))
        {
            if (address == callback.AbsoluteUri) return (id, null);
            if (id != held) return (held, StravaTrouble.Of(StravaFault.SubscriptionTaken, ""));
            await api.UnsubscribeAsync(id, calls, cancellationToken); // ours, for an address that we had before
        }

        var made = await api.SubscribeAsync(callback, events.VerifyToken, calls, cancellationToken);
        return Trouble(made) is { } refused ? (held, refused) : (IdOf(made.Body), null);
    }

    private async Task EndAsync(SubscriptionRow known, CancellationToken cancellationToken)
    {
        var reply = known.SubscriptionId.Length == 0 ? null : await api.UnsubscribeAsync(known.SubscriptionId, new CallCount(), cancellationToken);
        if (reply is { Fault: not null and not StravaFault.NotFound }) return; // the next look tries again
        using var store = database.Open();
        Subscriptions.Delete(store, StravaSource.StoreName);
        LogEnded();
    }

    private static StravaTrouble? Trouble(StravaReply reply) => reply.Fault is null ? null : StravaTrouble.Of(reply, "");

    private static List<(string Id, string Address)> Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(one => (one.Id("id"), one.Text("callback_url")))]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static string IdOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Id("id");
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private SubscriptionRow? Known()
    {
        using var store = database.Open();
        return Subscriptions.Find(store, StravaSource.StoreName);
    }

    private void Keep(SubscriptionRow row)
    {
        using var store = database.Open();
        Subscriptions.Save(store, row);
    }

    [LoggerMessage(EventName = "strava_events_on", Level = LogLevel.Information, Message = "subscription={Id}")]
    private partial void LogSubscribed(string id);

    [LoggerMessage(EventName = "strava_events_off", Level = LogLevel.Information, Message = "the subscription has ended")]
    private partial void LogEnded();

    [LoggerMessage(EventName = "strava_events_trouble", Level = LogLevel.Warning, Message = "reason={Reason}; 'activitysync status' says what to do")]
    private partial void LogTrouble(StravaFault reason);
}
