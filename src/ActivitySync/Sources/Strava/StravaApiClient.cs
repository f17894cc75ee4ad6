using System.Net.Http.Headers;
using System.Text;
using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// The calls we make, and what becomes of them; it keeps nothing. Tokens travel in the header and in form bodies, never
/// in an address. The API and the authorisation have addresses of their own, since Strava moves only one of them.
/// </summary>
internal sealed class StravaApiClient(HttpClient http, AppSettings settings)
{
    private readonly StravaSettings _strava = settings.GetSource<StravaSettings>();

    /// <summary>Reads from the API.</summary>
    public Task<StravaResponse> GetAsync(
        string pathAndQuery,
        string accessToken,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        var request = new HttpRequestMessage(HttpMethod.Get, BuildUri(_strava.ApiUrl, pathAndQuery));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>Asks for tokens with a code (once) or a refresh token.</summary>
    /// <param name="grantType"><c>authorization_code</c> or <c>refresh_token</c>.</param>
    /// <param name="field"><c>code</c> or <c>refresh_token</c>.</param>
    /// <param name="secret">The code or the refresh token.</param>
    /// <param name="calls">Counts the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
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

    /// <summary>Ends an authorisation by either of its tokens. Strava answers well for an unknown token too.</summary>
    public Task<StravaResponse> RevokeAsync(string token, RequestCounter calls, CancellationToken cancellationToken)
    {
        var request = CreatePost("revoke", new() { ["token"] = token });
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_strava.ClientId}:{_strava.ClientSecret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>The older way to end an authorisation; Strava keeps it until 2027-06-01.</summary>
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

    /// <summary>The application's subscriptions to events: none or one.</summary>
    public Task<StravaResponse> GetSubscriptionsAsync(RequestCounter calls, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Get, BuildUri(_strava.ApiUrl, $"push_subscriptions?{Credentials}")),
            calls,
            cancellationToken
        );

    /// <summary>Asks for events. Before it answers, Strava asks the callback for the challenge.</summary>
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

    /// <summary>These two calls take them in the address and nowhere else; no log of ours names an address.</summary>
    private string Credentials =>
        $"client_id={_strava.ClientId}&client_secret={Uri.EscapeDataString(_strava.ClientSecret!)}";

    /// <summary>An address below one of the settings, with or without a slash at its end.</summary>
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
            var where = DescribeEndpoint(request.RequestUri!);
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                var status = (int)response.StatusCode;
                return new StravaResponse(status, StravaErrorClassifier.Classify(status, body), body, response.Headers)
                {
                    Endpoint = where,
                };
            }
            catch (Exception exception) when (ClassifyException(exception, cancellationToken) is { } fault)
            {
                return new StravaResponse(0, fault, default, null) { Endpoint = where };
            }
        }
    }

    private string DescribeEndpoint(Uri asked) =>
        asked.AbsoluteUri.StartsWith(_strava.OAuthUrl.AbsoluteUri, StringComparison.Ordinal)
            ? $"{asked.Authority} (Strava:OAuthUrl)"
            : $"{asked.Authority} (Strava:ApiUrl)";

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

/// <summary>One answer, or the lack of one.</summary>
/// <param name="Status">The HTTP status; 0 if no whole answer came.</param>
/// <param name="ErrorKind">What went wrong; null if nothing did.</param>
/// <param name="Body">All of the answer. It may hold tokens, so it goes into no line and no log.</param>
/// <param name="Headers">Null if no whole answer came.</param>
internal sealed record StravaResponse(
    int Status,
    StravaErrorKind? ErrorKind,
    ReadOnlyMemory<byte> Body,
    HttpResponseHeaders? Headers
)
{
    /// <summary>The host that was asked and the setting that names it.</summary>
    public string Endpoint { get; init; } = "Strava:ApiUrl";

    /// <summary>There was an answer, and it was lost on the way.</summary>
    public bool IsResponseLost =>
        ErrorKind is StravaErrorKind.TimedOut or StravaErrorKind.BrokenOff or StravaErrorKind.Unreadable;

    /// <summary>Strava may have acted although we cannot tell: a gateway answers 502 or 504 for a server behind it that did.</summary>
    public bool MayHaveActed => IsResponseLost || ErrorKind is StravaErrorKind.ServerTrouble;

    public override string ToString() => $"HTTP {Status} {ErrorKind}";
}
