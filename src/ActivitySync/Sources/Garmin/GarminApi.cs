using System.Globalization;
using System.Net.Http.Headers;
using ActivitySync.Configuration;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.Garmin;

/// <summary>Calls Garmin's personal API. The key and the token are sent in the Authorization header.</summary>
internal sealed class GarminApi(HttpClient http, AppSettings settings, TimeProvider clock) : KeyApi(http, clock)
{
    // From the description of autumn 2026, not tested against the live service. `doctor` reports what it really
    // returns.
    private const string TokenPath = "personalapitoken-service/personal-api/personal-api-key/token";
    private const string ListPath = "activitylist-service/activities/search/activities";

    /// <summary>Requests a token, which is valid for a day, with the athlete's key.</summary>
    public Task<KeyResponse> RequestTokenAsync(string key, RequestCounter counter, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, BuildUri(TokenPath))
        {
            Content = new ByteArrayContent([]),
        };
        request.Headers.TryAddWithoutValidation("Authorization", $"ApiKey {key}");
        return SendAsync(request, KeyErrorKind.KeyRefused, counter, cancellationToken);
    }

    /// <summary>Requests one page of the list of activities, latest first.</summary>
    /// <param name="firstDay">The first local day.</param>
    /// <param name="offset">The number of latest activities to skip.</param>
    /// <param name="limit">The max number of activities to return.</param>
    /// <param name="token">A valid token.</param>
    /// <param name="counter">Counts the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<KeyResponse> ListActivitiesAsync(
        DateOnly firstDay,
        int offset,
        int limit,
        string token,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"{ListPath}?start={offset}&limit={limit}&startDate={firstDay:yyyy-MM-dd}&excludeChildren=true"
        );
        var request = new HttpRequestMessage(HttpMethod.Get, BuildUri(query));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return SendAsync(request, KeyErrorKind.TokenRefused, counter, cancellationToken);
    }

    private Uri BuildUri(string path) => BuildUri(settings.GetSource<GarminSettings>().ApiUrl, path);
}
