using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// The stand-in for Strava (<c>tests/strava-sim</c>), written independently of this program; a process on a loopback
/// port.
/// </summary>
internal sealed class StravaSimulator : IDisposable
{
    private readonly Process _process;
    private readonly string _stateFile;
    private readonly HttpClient _control = new();

    private StravaSimulator(Process process, string stateFile, Uri address)
    {
        _process = process;
        _stateFile = stateFile;
        Address = address;
    }

    public Uri Address { get; }

    public string ApiUrl => $"{Address}api/v3";

    public string OAuthUrl => $"{Address}oauth";

    private static string Script { get; } =
        Path.Combine(TestPaths.RepositoryRoot, "tests", "strava-sim", "strava_sim.py");

    /// <summary>
    /// Starts the stand-in with its own athletes, activities, clock and limits. Skips the test without Python.
    /// </summary>
    public static StravaSimulator Start(JsonObject state)
    {
        Requirements.RequirePython();
        var file = Path.GetTempFileName();
        File.WriteAllText(file, state.ToJsonString());
        var process = Process.Start(
            new ProcessStartInfo("python3", [Script, "--port", "0", "--world", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.BeginErrorReadLine(); // discards the lines about closed connections
        var line = process.StandardOutput.ReadLine()!; // printed once the port is open
        return new StravaSimulator(process, file, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }

    /// <summary>Counts of requests, and violations of Strava's rules.</summary>
    public async Task<JsonObject> GetStatsAsync() =>
        (await _control.GetFromJsonAsync<JsonObject>(new Uri(Address, "_sim/stats")))!;

    /// <summary>How many requests for the activity list it has received.</summary>
    public async Task<int> CountListRequestsAsync() =>
        (await GetStatsAsync())["byPath"]!["/api/v3/athlete/activities"]?.GetValue<int>() ?? 0;

    /// <summary>Changes its state: <c>clock</c>, <c>faults</c>, <c>revoke</c> and others.</summary>
    public async Task SendCommandAsync(string command, JsonNode body)
    {
        // StringContent sends the Content-Length that the stand-in needs.
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        (await _control.PostAsync(new Uri(Address, $"_sim/{command}"), content)).EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _control.Dispose();
        File.Delete(_stateFile);
    }
}
