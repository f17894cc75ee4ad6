using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>The stand-in for Strava (<c>tests/strava-sim</c>).</summary>
internal sealed class StravaSimulator : ServiceSimulator
{
    private StravaSimulator(JsonObject state)
        : base("strava-sim/strava_sim.py", state) { }

    public string ApiUrl => $"{Address}api/v3";

    public string OAuthUrl => $"{Address}oauth";

    /// <summary>Starts the stand-in. Skips the test without Python.</summary>
    public static StravaSimulator Start(JsonObject state) => new(state);

    /// <summary>How many requests for the activity list it has received.</summary>
    public async Task<int> CountListRequestsAsync() =>
        (await GetStatsAsync())["byPath"]!["/api/v3/athlete/activities"]?.GetValue<int>() ?? 0;
}
