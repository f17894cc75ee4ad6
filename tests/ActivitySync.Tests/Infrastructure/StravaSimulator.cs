using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>The stand-in for Strava that this project did not write, as a process of its own on a loopback port.</summary>
internal sealed class StravaSimulator : IDisposable
{
    private readonly Process _process;
    private readonly string _world;
    private readonly HttpClient _control = new();

    private StravaSimulator(Process process, string world, Uri address)
    {
        _process = process;
        _world = world;
        Address = address;
    }

    /// <summary>Whether it can be had: the folder beside the repository holds it.</summary>
    public static bool IsAvailable => File.Exists(Script);

    public Uri Address { get; }

    public string ApiUrl => $"{Address}api/v3";

    public string OAuthUrl => $"{Address}oauth";

    private static string Script => Path.Combine(TestPaths.SharedFolder ?? "", "strava-sim", "strava_sim.py");

    /// <summary>Starts it with a world of its own; the test ends without it where it cannot be had.</summary>
    public static StravaSimulator Start(JsonObject world)
    {
        Requirements.RequireStravaSimulator();
        var file = Path.GetTempFileName();
        File.WriteAllText(file, world.ToJsonString());
        var process = Process.Start(
            new ProcessStartInfo("python3", [Script, "--port", "0", "--world", file])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        process.BeginErrorReadLine(); // it tells of every connection that was cut, which nobody needs
        var line = process.StandardOutput.ReadLine()!; // it speaks once it listens
        return new StravaSimulator(process, file, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
    }

    /// <summary>What was asked of it, and what a real Strava would have objected to.</summary>
    public async Task<JsonObject> GetStatsAsync() =>
        (await _control.GetFromJsonAsync<JsonObject>(new Uri(Address, "_sim/stats")))!;

    /// <summary>Requests for the list of activities so far.</summary>
    public async Task<int> CountListRequestsAsync() =>
        (await GetStatsAsync())["byPath"]!["/api/v3/athlete/activities"]?.GetValue<int>() ?? 0;

    /// <summary>Changes its world: <c>clock</c>, <c>faults</c>, <c>revoke</c> and the rest.</summary>
    public async Task SendCommandAsync(string what, JsonNode body)
    {
        using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"); // with its length, which it needs
        (await _control.PostAsync(new Uri(Address, $"_sim/{what}"), content)).EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
        _control.Dispose();
        File.Delete(_world);
    }
}
