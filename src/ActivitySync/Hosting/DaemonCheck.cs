using ActivitySync.Configuration;
using ActivitySync.Maintenance;
using ActivitySync.Maintenance.Checks;

namespace ActivitySync.Hosting;

/// <summary>Checks that the daemon runs and that its stored state is healthy.</summary>
internal sealed class DaemonCheck(HealthReader health, DaemonLock daemonLock, AppSettings settings) : ICheck
{
    public string Name => "daemon";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        var findings = health.Read(readsAllRows: true).Findings;
        if (findings.Count == 0)
        {
            yield return Finding.Ok("running, and its work is done.");
        }
        else if (daemonLock.IsDaemonRunning())
        {
            yield return Finding.Ok("running.");
        }

        foreach (var finding in findings)
        {
            yield return finding;
        }

        if (DaemonSettings.ParseListenAddress(settings.ActivitySync.Listen) is { IsLoopback: false })
        {
            yield return Finding.Ok(
                $"the page listens on {settings.ActivitySync.Listen}: anyone who can reach that address sees the "
                    + "athletes' names and the state of their sources."
            );
        }
    }
}
