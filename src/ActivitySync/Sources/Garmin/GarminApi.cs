using System.Net;
using System.Net.Http.Headers;
using ActivitySync.Configuration;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Calls Garmin's personal API and classifies the responses. Stores nothing. The key and the token are sent in the
/// Authorization header.
/// </summary>
internal sealed class GarminApi(HttpClient http, AppSettings settings, TimeProvider clock)
{
    // From the description of autumn 2026, not tested against the live service. `doctor` reports what it really
    // returns.
    private const string TokenPath = "personalapitoken-service/personal-api/personal-api-key/token";
    private const string ListPath = "activitylist-service/activities/search/activities";

    private const int FirstRedirect = 300;
    private const int FirstError = 400;
    private const int FirstServerError = 500;

    /// <summary>Requests a token, which is valid for a day, with the athlete's key.</summary>
    public Task<GarminResponse> RequestTokenAsync(
        string key,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Post, BuildUri(TokenPath))
        {
            Content = new ByteArrayContent([]),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"ApiKey {key}");
        return SendAsync(request, isTokenCall: true, counter, cancellationToken);
    }

    /// <summary>Requests one page of the list of activities, latest first.</summary>
    /// <param name="firstDay">The first local day.</param>
    /// <param name="offset">The number of latest activities to skip.</param>
    /// <param name="limit">The max number of activities to return.</param>
    /// <param name="token">A valid token.</param>
    /// <param name="counter">Counts the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<GarminResponse> ListActivitiesAsync(
        DateOnly firstDay,
        int offset,
        int limit,
        string token,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var query = string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{ListPath}?start={offset}&limit={limit}&startDate={firstDay:yyyy-MM-dd}&excludeChildren=true"
        );
        var request = new HttpRequestMessage(HttpMethod.Get, BuildUri(query));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(request, isTokenCall: false, counter, cancellationToken);
    }

    private Uri BuildUri(string path) =>
        new($"{settings.GetSource<GarminSettings>().ApiUrl.AbsoluteUri.TrimEnd('/')}/{path}");

    private async Task<GarminResponse> SendAsync(
        HttpRequestMessage request,
        bool isTokenCall,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        using (request)
        {
            request.Options.Set(RequestCounter.Key, counter);
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                return new GarminResponse(
                    (int)response.StatusCode,
                    Classify(response, isTokenCall),
                    body,
                    SourceHttp.ComputeRetryAfter(response.Headers.RetryAfter, clock.GetUtcNow())
                );
            }
            catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is { } fault)
            {
                return new GarminResponse(0, ToErrorKind(fault), default, null);
            }
        }
    }

    private static GarminErrorKind? Classify(HttpResponseMessage response, bool isTokenCall) =>
        (int)response.StatusCode switch
        {
            // An HTML page comes from a proxy or firewall, so it doesn't mean that the key is invalid.
            (int)HttpStatusCode.Forbidden when response.Content.Headers.ContentType?.MediaType == "text/html" =>
                GarminErrorKind.Refused,
            < FirstRedirect => null,
            < FirstError => GarminErrorKind.Redirected,
            (int)HttpStatusCode.TooManyRequests => GarminErrorKind.LimitReached,
            (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden => isTokenCall
                ? GarminErrorKind.KeyRefused
                : GarminErrorKind.TokenRefused,
            (int)HttpStatusCode.NotFound => GarminErrorKind.NotFound,
            (int)HttpStatusCode.RequestTimeout or >= FirstServerError => GarminErrorKind.ServerError,
            _ => GarminErrorKind.Refused,
        };

    private static GarminErrorKind ToErrorKind(HttpFailure failure) =>
        failure switch
        {
            HttpFailure.Unreachable => GarminErrorKind.Unreachable,
            HttpFailure.TimedOut => GarminErrorKind.TimedOut,
            HttpFailure.CircuitOpen => GarminErrorKind.CircuitOpen,
            _ => GarminErrorKind.ConnectionLost,
        };
}

/// <summary>A response, or the reason why there is none.</summary>
/// <param name="Status">The HTTP status; 0 if no complete response was received.</param>
/// <param name="ErrorKind">The error; null if the call succeeded.</param>
/// <param name="Body">The complete body. It may contain a token, so it is never logged or shown.</param>
/// <param name="RetryAfter">How long to wait before the next call; null if the response doesn't say.</param>
internal sealed record GarminResponse(
    int Status,
    GarminErrorKind? ErrorKind,
    ReadOnlyMemory<byte> Body,
    TimeSpan? RetryAfter
)
{
    public override string ToString() => $"HTTP {Status} {ErrorKind}";
}
