using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>
/// Calls the API of intervals.icu. The athlete's key is the password of HTTP's basic authentication; the athlete 0 is
/// the key's owner.
/// </summary>
internal sealed class IntervalsApi(HttpClient http, AppSettings settings, TimeProvider clock) : KeyApi(http, clock)
{
    /// <summary>The user name that goes with every key.</summary>
    private const string UserName = "API_KEY";

    private const string AthletePath = "athlete/0";

    /// <summary>All other fields, about 150, are left out of the response.</summary>
    private const string ActivityFields =
        "id,icu_athlete_id,name,type,start_date,start_date_local,timezone,distance,icu_distance,moving_time,"
        + "elapsed_time,total_elevation_gain,total_elevation_loss,average_heartrate,max_heartrate,race,sub_type,"
        + "perceived_exertion,icu_rpe,trainer,device_name,source,athlete_max_hr,_note";

    /// <summary>Requests the key's owner.</summary>
    public Task<KeyResponse> GetAthleteAsync(string key, RequestCounter counter, CancellationToken cancellationToken) =>
        GetAsync(AthletePath, key, counter, cancellationToken);

    /// <summary>Requests activities, latest first.</summary>
    /// <param name="firstDay">The first local day.</param>
    /// <param name="newest">The latest local start, inclusive; null for no end.</param>
    /// <param name="limit">The max number of activities to return.</param>
    /// <param name="key">The athlete's key.</param>
    /// <param name="counter">Counts the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<KeyResponse> ListActivitiesAsync(
        DateOnly firstDay,
        DateTime? newest,
        int limit,
        string key,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var end = newest is { } last
            ? string.Create(CultureInfo.InvariantCulture, $"&newest={last:yyyy-MM-ddTHH:mm:ss}")
            : "";
        var query = string.Create(
            CultureInfo.InvariantCulture,
            $"{AthletePath}/activities?oldest={firstDay:yyyy-MM-dd}{end}&limit={limit}&fields={ActivityFields}"
        );
        return GetAsync(query, key, counter, cancellationToken);
    }

    /// <summary>Requests the events of the calendar that <see cref="IntervalsEventParser"/> reads.</summary>
    /// <param name="from">The first local day.</param>
    /// <param name="to">The last local day. Without both, the service lists seven days only.</param>
    /// <param name="key">The athlete's key.</param>
    /// <param name="counter">Counts the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<KeyResponse> ListEventsAsync(
        DateOnly from,
        DateOnly to,
        string key,
        RequestCounter counter,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{AthletePath}/events.json?oldest={from:yyyy-MM-dd}&newest={to:yyyy-MM-dd}"
                    + $"&category={string.Join(',', IntervalsEventParser.Categories)}"
            ),
            key,
            counter,
            cancellationToken
        );

    /// <summary>Requests the daily wellness entries.</summary>
    /// <param name="from">The first local day.</param>
    /// <param name="to">The last local day.</param>
    /// <param name="key">The athlete's key.</param>
    /// <param name="counter">Counts the call.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public Task<KeyResponse> ListWellnessAsync(
        DateOnly from,
        DateOnly to,
        string key,
        RequestCounter counter,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{AthletePath}/wellness.json?oldest={from:yyyy-MM-dd}&newest={to:yyyy-MM-dd}"
            ),
            key,
            counter,
            cancellationToken
        );

    private Task<KeyResponse> GetAsync(
        string path,
        string key,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get,
            BuildUri(settings.GetSource<IntervalsSettings>().ApiUrl, path)
        );
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "Basic",
            Convert.ToBase64String(Encoding.ASCII.GetBytes($"{UserName}:{key}"))
        );
        return SendAsync(request, KeyErrorKind.KeyRefused, counter, cancellationToken);
    }
}
