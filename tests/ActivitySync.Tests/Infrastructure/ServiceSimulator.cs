using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Infrastructure;

/// <summary>
/// A stand-in for a service (<c>tests/…-sim</c>), written independently of this program; a process on a loopback port.
/// </summary>
internal abstract class ServiceSimulator : IDisposable
{
    private readonly Process _process;
    private readonly string _stateFile;
    private readonly HttpClient _control = new();

    /// <summary>
    /// Starts the stand-in with its own athletes, activities, clock and limits. Skips the test without Python.
    /// </summary>
    /// <param name="script">Its path below <c>tests</c>.</param>
    /// <param name="state">Its state.</param>
    protected ServiceSimulator(string script, JsonObject state)
    {
        Requirements.RequirePython();
        _stateFile = Path.GetTempFileName();
        File.WriteAllText(_stateFile, state.ToJsonString());
        _process = Process.Start(
            new ProcessStartInfo(
                "python3",
                [Path.Combine(TestPaths.RepositoryRoot, "tests", script), "--port", "0", "--world", _stateFile]
            )
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        _process.BeginErrorReadLine(); // discards the lines about closed connections
        var line = _process.StandardOutput.ReadLine()!; // printed once the port is open
        Address = new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..]);
    }

    public Uri Address { get; }

    /// <summary>Counts of requests, and violations of the service's rules.</summary>
    public async Task<JsonObject> GetStatsAsync() =>
        (await _control.GetFromJsonAsync<JsonObject>(new Uri(Address, "_sim/stats")))!;

    /// <summary>Changes its state: <c>clock</c>, <c>faults</c> and others.</summary>
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
