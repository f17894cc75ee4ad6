using System.Net;
using System.Net.Http.Headers;
using ActivitySync.Configuration;

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

    /// <summary>A stretch of the list of activities, the latest first.</summary>
    /// <param name="firstDay">The first local day.</param>
    /// <param name="offset">How many of the latest to leave out.</param>
    /// <param name="limit">How many to give at most.</param>
    /// <param name="token">A living token.</param>
    /// <param name="counter">Counts the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
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
                    ComputeRetryAfter(response.Headers.RetryAfter)
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
            // A page of a proxy or of a guard before the service says nothing of the key.
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

    private TimeSpan? ComputeRetryAfter(RetryConditionHeaderValue? header) =>
        header switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - clock.GetUtcNow(),
            _ => null,
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

/// <summary>One answer, or the lack of one.</summary>
/// <param name="Status">The HTTP status; 0 if no whole answer came.</param>
/// <param name="ErrorKind">What went wrong; null if nothing did.</param>
/// <param name="Body">All of the answer. It may hold a token, so it goes into no line and no log.</param>
/// <param name="RetryAfter">How long the service wants to be left alone; null if it does not say.</param>
internal sealed record GarminResponse(
    int Status,
    GarminErrorKind? ErrorKind,
    ReadOnlyMemory<byte> Body,
    TimeSpan? RetryAfter
)
{
    public override string ToString() => $"HTTP {Status} {ErrorKind}";
}
