using ActivitySync.Configuration;
using ActivitySync.Hosting;

namespace ActivitySync.Maintenance.Checks;

/// <summary>The daemon runs and does its work.</summary>
internal sealed class DaemonCheck(HealthReader health, DaemonLock daemonLock, AppSettings settings) : IDoctorCheck
{
    public string Name => "daemon";

    public ValueTask<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken) => new([.. GetFindings()]);

    private IEnumerable<Finding> GetFindings()
    {
        var reasons = health.Read().Reasons;
        if (reasons.Count == 0)
        {
            yield return Finding.Ok("running, and its work is done.");
        }
        else if (daemonLock.IsHeld())
        {
            yield return Finding.Ok("running.");
        }

        foreach (var reason in reasons)
        {
            yield return Finding.Failed(reason);
        }

        if (DaemonSettings.ParseListenAddress(settings.ActivitySync.Listen) is { IsLoopback: false })
        {
            yield return Finding.Ok(
                $"the page listens on {settings.ActivitySync.Listen}: whoever reaches that address sees the runners' names and the state of their sources."
            );
        }
    }
}
