using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>The stand-in for Strava that this project did not write, as a process on a loopback port.</summary>
internal sealed class StravaStandIn : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _world;
    private readonly HttpClient _http;

    private StravaStandIn(Process process, string world, int port)
    {
        _process = process;
        _world = world;
        Address = $"http://127.0.0.1:{port}";
        _http = new HttpClient { BaseAddress = new Uri(Address) };
    }

    /// <summary>Whether it can be had: the folder beside the repository holds it.</summary>
    public static bool IsHere => SharedFolder.Path is { } path && File.Exists(Path.Combine(path, "strava-sim", "strava_sim.py"));

    public string Address { get; }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static async Task<StravaStandIn> StartAsync(JsonObject world)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, world.ToJsonString());
        var port = FreePort();
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(SharedFolder.Path!, "strava-sim", "strava_sim.py"), "--port", $"{port}", "--world", file })
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        await process.StandardOutput.ReadLineAsync(); // it speaks once it listens
        return new StravaStandIn(process, file, port);
    }

    /// <summary>What was asked of it, and what a real Strava would have objected to.</summary>
    public async Task<JsonObject> StatsAsync() => (await _http.GetFromJsonAsync<JsonObject>("/_sim/stats"))!;

    public async Task ControlAsync(string verb, JsonNode body)
    {
        using var reply = await _http.PostAsJsonAsync($"/_sim/{verb}", body);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>Requests to the list of activities so far.</summary>
    public async Task<int> ListCallsAsync() => (await StatsAsync())["byPath"]!["/api/v3/athlete/activities"]?.GetValue<int>() ?? 0;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        File.Delete(_world);
    }
}
