using System.Net;

namespace ActivitySync.Sources.Keys;

/// <summary>Sends calls to a service that is read with a key, and classifies the responses. Stores nothing.</summary>
internal abstract class KeyApi(HttpClient http, TimeProvider clock)
{
    private const int FirstRedirect = 300;
    private const int FirstError = 400;
    private const int FirstServerError = 500;

    /// <summary>Sends a call.</summary>
    /// <param name="request">The call, which is disposed.</param>
    /// <param name="refusal">What the statuses 401 and 403 mean for it.</param>
    /// <param name="counter">Counts the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    protected async Task<KeyResponse> SendAsync(
        HttpRequestMessage request,
        KeyErrorKind refusal,
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
                return new KeyResponse(
                    (int)response.StatusCode,
                    Classify(response, refusal),
                    body,
                    SourceHttp.ComputeRetryAfter(response.Headers.RetryAfter, clock.GetUtcNow())
                );
            }
            catch (Exception exception) when (SourceHttp.ClassifyFailure(exception, cancellationToken) is { } fault)
            {
                return new KeyResponse(0, ToErrorKind(fault), default, null);
            }
        }
    }

    /// <summary>The address of a call below the address in the settings.</summary>
    protected static Uri BuildUri(Uri apiUrl, string path) => new($"{apiUrl.AbsoluteUri.TrimEnd('/')}/{path}");

    private static KeyErrorKind? Classify(HttpResponseMessage response, KeyErrorKind refusal) =>
        (int)response.StatusCode switch
        {
            // An HTML page comes from a proxy or firewall, so it doesn't mean that the key is invalid.
            (int)HttpStatusCode.Forbidden when response.Content.Headers.ContentType?.MediaType == "text/html" =>
                KeyErrorKind.Refused,
            < FirstRedirect => null,
            < FirstError => KeyErrorKind.Redirected,
            (int)HttpStatusCode.TooManyRequests => KeyErrorKind.LimitReached,
            (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden => refusal,
            (int)HttpStatusCode.NotFound => KeyErrorKind.NotFound,
            (int)HttpStatusCode.RequestTimeout or >= FirstServerError => KeyErrorKind.ServerError,
            _ => KeyErrorKind.Refused,
        };

    private static KeyErrorKind ToErrorKind(HttpFailure failure) =>
        failure switch
        {
            HttpFailure.Unreachable => KeyErrorKind.Unreachable,
            HttpFailure.TimedOut => KeyErrorKind.TimedOut,
            HttpFailure.CircuitOpen => KeyErrorKind.CircuitOpen,
            _ => KeyErrorKind.ConnectionLost,
        };
}
