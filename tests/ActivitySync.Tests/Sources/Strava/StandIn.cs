using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Sources.Strava;

/// <summary>The shared stand-in for Strava, run as its own process; there is none where the shared folder or Python is not.</summary>
internal sealed class StandIn : IDisposable
{
    private readonly Process _process;
    private readonly string _world;
    private readonly HttpClient _control = new();

    private StandIn(Process process, string world, Uri address)
    {
        _process = process;
        _world = world;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Null if it is not here.</summary>
    public static StandIn? Start(JsonObject world)
    {
        if (SharedFolder.Path is null) return null;
        var script = Path.Combine(SharedFolder.Path, "strava-sim", "strava_sim.py");
        if (!File.Exists(script)) return null;
        var file = Path.GetTempFileName();
        File.WriteAllText(file, world.ToJsonString());
        var start = new ProcessStartInfo("python3", [script, "--port", "0", "--world", file]) { RedirectStandardOutput = true };
        try
        {
            var process = Process.Start(start)!;
            var line = process.StandardOutput.ReadLine()!;
            return new StandIn(process, file, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            File.Delete(file);
            return null;
        }
    }

    public async Task<JsonObject> StatsAsync() =>
        (await _control.GetFromJsonAsync<JsonObject>(new Uri(Address, "_sim/stats")))!;

    public async Task OrderAsync(string what, JsonNode body)
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
