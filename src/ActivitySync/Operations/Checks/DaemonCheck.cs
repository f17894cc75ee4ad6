using ActivitySync.Settings;

namespace ActivitySync.Operations.Checks;

/// <summary>The daemon runs and does its work.</summary>
internal sealed class DaemonCheck(ReadHealth health, DaemonLock daemonLock, AppSettings settings) : ICheck
{
    public string Name => "daemon";

    public ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => new([.. Look()]);

    private IEnumerable<Finding> Look()
    {
        var reasons = health.Read().Reasons;
        if (reasons.Count == 0) yield return Finding.Ok("running, and its work is done.");
        else if (daemonLock.IsHeld()) yield return Finding.Ok("running.");
        foreach (var reason in reasons) yield return Finding.Failed(reason);
        if (DaemonSettings.AddressOf(settings.ActivitySync.Listen) is { IsLoopback: false })
            yield return Finding.Ok($"the page listens on {settings.ActivitySync.Listen}: whoever reaches that address sees the runners' names and the state of their sources.");
    }
}
