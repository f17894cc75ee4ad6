using System.Net.Http.Headers;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Sends requests to Strava and classifies the responses. Stores nothing. Sends tokens in headers and form bodies,
/// never in a URL. The API and OAuth have separate base URLs, since Strava is moving only the API.
/// </summary>
internal sealed class StravaApiClient(HttpClient http, AppSettings settings)
{
    private readonly StravaSettings _strava = settings.GetSource<StravaSettings>();

    /// <summary>Sends a GET request to the API that is too rare to be counted.</summary>
    public Task<StravaResponse> GetAsync(
        string pathAndQuery,
        string accessToken,
        RequestCounter calls,
        CancellationToken cancellationToken
    ) => GetAsync(pathAndQuery, accessToken, null, calls, cancellationToken);

    /// <summary>Sends a GET request to the API.</summary>
    /// <param name="pathAndQuery">What to get.</param>
    /// <param name="accessToken">The athlete's token.</param>
    /// <param name="limit">The rate limit of the app; null without one.</param>
    /// <param name="calls">Counts the requests.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    /// <exception cref="StravaLimitException">The limit allows no call now.</exception>
    public Task<StravaResponse> GetAsync(
        string pathAndQuery,
        string accessToken,
        StravaRateLimiter? limit,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, BuildUri(_strava.ApiUrl, pathAndQuery));
        if (limit is not null)
        {
            request.Options.Set(ICallLimit.Key, limit);
        }

        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>Requests tokens with a code, which works once, or with a refresh token.</summary>
    /// <param name="grantType"><c>authorization_code</c> or <c>refresh_token</c>.</param>
    /// <param name="field"><c>code</c> or <c>refresh_token</c>.</param>
    /// <param name="secret">The code or the refresh token.</param>
    /// <param name="calls">Counts the requests.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<StravaResponse> RequestTokenAsync(
        string grantType,
        string field,
        string secret,
        RequestCounter calls,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            CreatePost(
                "token",
                new()
                {
                    ["client_id"] = _strava.ClientId!,
                    ["client_secret"] = _strava.ClientSecret!,
                    ["grant_type"] = grantType,
                    [field] = secret,
                }
            ),
            calls,
            cancellationToken
        );

    /// <summary>Revokes an authorization by either of its tokens. Strava accepts an unknown token too.</summary>
    public Task<StravaResponse> RevokeAsync(string token, RequestCounter calls, CancellationToken cancellationToken)
    {
        var request = CreatePost("revoke", new() { ["token"] = token });
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_strava.ClientId}:{_strava.ClientSecret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>Revokes an authorization at the older endpoint, which Strava supports until 2027-06-01.</summary>
    public Task<StravaResponse> DeauthorizeAsync(
        string accessToken,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        var request = CreatePost("deauthorize", []);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>Lists the app's event subscriptions: none or one.</summary>
    public Task<StravaResponse> GetSubscriptionsAsync(RequestCounter calls, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Get, BuildUri(_strava.ApiUrl, $"push_subscriptions?{Credentials}")),
            calls,
            cancellationToken
        );

    /// <summary>Subscribes to events. Before Strava responds, it sends a challenge to the callback.</summary>
    public Task<StravaResponse> SubscribeAsync(
        Uri callback,
        string verifyToken,
        RequestCounter calls,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, BuildUri(_strava.ApiUrl, "push_subscriptions"))
            {
                Content = new FormUrlEncodedContent(
                    new Dictionary<string, string>
                    {
                        ["client_id"] = _strava.ClientId!,
                        ["client_secret"] = _strava.ClientSecret!,
                        ["callback_url"] = callback.AbsoluteUri,
                        ["verify_token"] = verifyToken,
                    }
                ),
            },
            calls,
            cancellationToken
        );

    public Task<StravaResponse> UnsubscribeAsync(
        string subscriptionId,
        RequestCounter calls,
        CancellationToken cancellationToken
    ) =>
        SendAsync(
            new HttpRequestMessage(
                HttpMethod.Delete,
                BuildUri(_strava.ApiUrl, $"push_subscriptions/{subscriptionId}?{Credentials}")
            ),
            calls,
            cancellationToken
        );

    /// <summary>The credentials for two calls that accept them only in the URL. URLs are never logged.</summary>
    private string Credentials =>
        $"client_id={_strava.ClientId}&client_secret={Uri.EscapeDataString(_strava.ClientSecret!)}";

    /// <summary>Appends a path to a base URL, which may end in a slash.</summary>
    public static Uri BuildUri(Uri root, string pathAndQuery) => new($"{root.AbsoluteUri.TrimEnd('/')}/{pathAndQuery}");

    private HttpRequestMessage CreatePost(string path, Dictionary<string, string> form) =>
        new(HttpMethod.Post, BuildUri(_strava.OAuthUrl, path)) { Content = new FormUrlEncodedContent(form) };

    private async Task<StravaResponse> SendAsync(
        HttpRequestMessage request,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        using (request)
        {
            request.Options.Set(RequestCounter.Key, calls);
            var endpoint = DescribeEndpoint(request.RequestUri!);
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                var status = (int)response.StatusCode;
                return new StravaResponse(status, StravaErrorClassifier.Classify(status, body), body, response.Headers)
                {
                    Endpoint = endpoint,
                };
            }
            catch (Exception exception) when (ClassifyException(exception, cancellationToken) is { } kind)
            {
                return new StravaResponse(0, kind, default, null) { Endpoint = endpoint };
            }
        }
    }

    private string DescribeEndpoint(Uri requestUri) =>
        requestUri.AbsoluteUri.StartsWith(_strava.OAuthUrl.AbsoluteUri, StringComparison.Ordinal)
            ? $"{requestUri.Authority} (Strava:OAuthUrl)"
            : $"{requestUri.Authority} (Strava:ApiUrl)";

    private static StravaErrorKind? ClassifyException(Exception exception, CancellationToken cancellationToken) =>
        SourceHttp.ClassifyFailure(exception, cancellationToken) switch
        {
            HttpFailure.CircuitOpen => StravaErrorKind.Resting,
            HttpFailure.TimedOut => StravaErrorKind.TimedOut,
            HttpFailure.Unreachable => StravaErrorKind.Unreachable,
            HttpFailure.ConnectionLost => StravaErrorKind.BrokenOff,
            _ => null,
        };
}

/// <summary>A response, or the failure to get one.</summary>
/// <param name="Status">The HTTP status; 0 if no complete response arrived.</param>
/// <param name="ErrorKind">What went wrong; null if nothing did.</param>
/// <param name="Body">The complete body. It may contain tokens, so it is never logged or shown.</param>
/// <param name="Headers">Null if no complete response arrived.</param>
internal sealed record StravaResponse(
    int Status,
    StravaErrorKind? ErrorKind,
    ReadOnlyMemory<byte> Body,
    HttpResponseHeaders? Headers
)
{
    /// <summary>The requested host and the setting that defines it.</summary>
    public string Endpoint { get; init; } = "Strava:ApiUrl";

    /// <summary>Whether Strava may have sent a response that did not arrive or cannot be read.</summary>
    public bool IsResponseLost =>
        ErrorKind is StravaErrorKind.TimedOut or StravaErrorKind.BrokenOff or StravaErrorKind.Unreadable;

    /// <summary>
    /// Whether Strava may have processed the request. A gateway returns 502 or 504 even if the server behind it did.
    /// </summary>
    public bool MayHaveActed => IsResponseLost || ErrorKind is StravaErrorKind.ServerError;

    public override string ToString() => $"HTTP {Status} {ErrorKind}";
}
