using System.Net.Http.Headers;
using System.Text;
using ActivitySync.Settings;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// The calls we make, and what becomes of them; it keeps nothing. Tokens travel in the header and in form bodies, never
/// in an address. The API and the authorisation have addresses of their own, since Strava moves only one of them.
/// </summary>
internal sealed class StravaApi(HttpClient http, AppSettings settings)
{
    private readonly StravaSettings _strava = settings.Strava;

    /// <summary>Reads from the API.</summary>
    public Task<StravaReply> GetAsync(string pathAndQuery, string accessToken, CallCount calls, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Below(_strava.ApiUrl, pathAndQuery));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>Asks for tokens with a code (once) or a refresh token.</summary>
    /// <param name="grantType"><c>authorization_code</c> or <c>refresh_token</c>.</param>
    /// <param name="field"><c>code</c> or <c>refresh_token</c>.</param>
    /// <param name="secret">The code or the refresh token.</param>
    /// <param name="calls">Counts the call.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<StravaReply> TokenAsync(string grantType, string field, string secret, CallCount calls, CancellationToken cancellationToken) =>
        SendAsync(
            Post("token", new()
            {
                ["client_id"] = _strava.ClientId!,
                ["client_secret"] = _strava.ClientSecret!,
                ["grant_type"] = grantType,
                [field] = secret,
            }),
            calls,
            cancellationToken);

    /// <summary>Ends an authorisation by either of its tokens. Strava answers well for an unknown token too.</summary>
    public Task<StravaReply> RevokeAsync(string token, CallCount calls, CancellationToken cancellationToken)
    {
        var request = Post("revoke", new() { ["token"] = token });
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_strava.ClientId}:{_strava.ClientSecret}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>The older way to end an authorisation; Strava keeps it until 2027-06-01.</summary>
    public Task<StravaReply> DeauthorizeAsync(string accessToken, CallCount calls, CancellationToken cancellationToken)
    {
        var request = Post("deauthorize", []);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return SendAsync(request, calls, cancellationToken);
    }

    /// <summary>The application's subscriptions to events: none or one.</summary>
    public Task<StravaReply> SubscriptionsAsync(CallCount calls, CancellationToken cancellationToken) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Get, Below(_strava.ApiUrl, $"push_subscriptions?{Credentials}")), calls, cancellationToken);

    /// <summary>Asks for events. Before it answers, Strava asks the callback for the challenge.</summary>
    public Task<StravaReply> SubscribeAsync(Uri callback, string verifyToken, CallCount calls, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Post, Below(_strava.ApiUrl, "push_subscriptions"))
            {
                Content = new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["client_id"] = _strava.ClientId!,
                    ["client_secret"] = _strava.ClientSecret!,
                    ["callback_url"] = callback.AbsoluteUri,
                    ["verify_token"] = verifyToken,
                }),
            },
            calls,
            cancellationToken);

    public Task<StravaReply> UnsubscribeAsync(string subscriptionId, CallCount calls, CancellationToken cancellationToken) =>
        SendAsync(
            new HttpRequestMessage(HttpMethod.Delete, Below(_strava.ApiUrl, $"push_subscriptions/{subscriptionId}?{Credentials}")), calls, cancellationToken);

    /// <summary>These two calls take them in the address and nowhere else; no log of ours names an address.</summary>
    private string Credentials => $"client_id={_strava.ClientId}&client_secret={Uri.EscapeDataString(_strava.ClientSecret!)}";

    /// <summary>An address below one of the settings, with or without a slash at its end.</summary>
    public static Uri Below(Uri root, string pathAndQuery) => new($"{root.AbsoluteUri.TrimEnd('/')}/{pathAndQuery}");

    private HttpRequestMessage Post(string path, Dictionary<string, string> form) =>
        new(HttpMethod.Post, Below(_strava.OAuthUrl, path)) { Content = new FormUrlEncodedContent(form) };

    private async Task<StravaReply> SendAsync(HttpRequestMessage request, CallCount calls, CancellationToken cancellationToken)
    {
        using (request)
        {
            request.Options.Set(CallCount.Key, calls);
            var where = Where(request.RequestUri!);
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
                var status = (int)response.StatusCode;
                return new StravaReply(status, StravaErrors.Classify(status, body), body, response.Headers) { Where = where };
            }
            catch (Exception trouble) when (FaultOf(trouble, cancellationToken) is { } fault)
            {
                return new StravaReply(0, fault, default, null) { Where = where };
            }
        }
    }

    private string Where(Uri asked) => asked.AbsoluteUri.StartsWith(_strava.OAuthUrl.AbsoluteUri, StringComparison.Ordinal)
        ? $"{asked.Authority} (Strava:OAuthUrl)"
        : $"{asked.Authority} (Strava:ApiUrl)";

    private static StravaFault? FaultOf(Exception trouble, CancellationToken cancellationToken) => ServiceHttp.FaultOf(trouble, cancellationToken) switch
    {
        WireFault.Resting => StravaFault.Resting,
        WireFault.TimedOut => StravaFault.TimedOut,
        WireFault.Unreachable => StravaFault.Unreachable,
        WireFault.BrokenOff => StravaFault.BrokenOff,
        _ => null,
    };
}
