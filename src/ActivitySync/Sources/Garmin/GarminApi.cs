using System.Net;
using System.Net.Http.Headers;
using ActivitySync.Settings;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// The calls to Garmin's personal API, and what becomes of them: the one adapter to an interface that is some weeks old. It
/// keeps nothing; key and token travel in the header.
/// </summary>
internal sealed class GarminApi(HttpClient http, AppSettings settings, TimeProvider clock)
{
    // As described in autumn 2026 and not tried against the live service; `doctor` tells what it really answers.
    private const string TokenPath = "personalapitoken-service/personal-api/personal-api-key/token";
    private const string ListPath = "activitylist-service/activities/search/activities";

    private const int FirstRedirect = 300;
    private const int FirstError = 400;
    private const int FirstServerError = 500;

    /// <summary>Trades the runner's key for a token that lives a day.</summary>
    public Task<GarminReply> TokenAsync(string key, CallCount calls, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, Below(TokenPath)) { Content = new ByteArrayContent([]) };
        request.Headers.TryAddWithoutValidation("Authorization", $"ApiKey {key}");
        return SendAsync(request, isTokenCall: true, calls, cancellationToken);
    }

    /// <summary>A stretch of the list of activities, the latest first.</summary>
    /// <param name="from">The first local day.</param>
    /// <param name="start">How many of the latest to leave out.</param>
    /// <param name="limit">How many to give at most.</param>
    /// <param name="token">A living token.</param>
    /// <param name="calls">Counts the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<GarminReply> ListAsync(DateOnly from, int start, int limit, string token, CallCount calls, CancellationToken cancellationToken)
    {
        var query = string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{ListPath}?start={start}&limit={limit}&startDate={from:yyyy-MM-dd}&excludeChildren=true");
        var request = new HttpRequestMessage(HttpMethod.Get, Below(query));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(request, isTokenCall: false, calls, cancellationToken);
    }

    private Uri Below(string path) => new($"{settings.Garmin.ApiUrl.AbsoluteUri.TrimEnd('/')}/{path}");

    private async Task<GarminReply> SendAsync(HttpRequestMessage request, bool isTokenCall, CallCount calls, CancellationToken cancellationToken)
    {
        using (request)
        {
            request.Options.Set(CallCount.Key, calls);
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                return new GarminReply((int)response.StatusCode, Classify(response, isTokenCall), body, Wait(response.Headers.RetryAfter));
            }
            catch (Exception trouble) when (ServiceHttp.FaultOf(trouble, cancellationToken) is { } fault)
            {
                return new GarminReply(0, Fault(fault), default, null);
            }
        }
    }

    private static GarminFault? Classify(HttpResponseMessage response, bool isTokenCall) => (int)response.StatusCode switch
    {
        // A page of a proxy or of a guard before the service says nothing of the key.
        (int)HttpStatusCode.Forbidden when response.Content.Headers.ContentType?.MediaType == "text/html" => GarminFault.Refused,
        < FirstRedirect => null,
        < FirstError => GarminFault.Redirected,
        (int)HttpStatusCode.TooManyRequests => GarminFault.LimitReached,
        (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden => isTokenCall ? GarminFault.KeyRefused : GarminFault.TokenRefused,
        (int)HttpStatusCode.NotFound => GarminFault.NotFound,
        (int)HttpStatusCode.RequestTimeout or >= FirstServerError => GarminFault.ServerTrouble,
        _ => GarminFault.Refused,
    };

    private TimeSpan? Wait(RetryConditionHeaderValue? told) => told switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };

    private static GarminFault Fault(WireFault fault) => fault switch
    {
        WireFault.Unreachable => GarminFault.Unreachable,
        WireFault.TimedOut => GarminFault.TimedOut,
        WireFault.Resting => GarminFault.Resting,
        _ => GarminFault.BrokenOff,
    };
}
