using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Operations.Checks;

/// <summary>The clock is near that of the services in use, and not behind what was done before.</summary>
internal sealed class ClockCheck(AppSettings settings, Database database, TimeProvider clock, ServiceClock services) : ICheck
{
    /// <summary>Tokens and windows bear some minutes; more has a cause that grows.</summary>
    private static readonly TimeSpan Bearable = TimeSpan.FromMinutes(5);

    public string Name => "clock";

    public async ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        var now = clock.GetUtcNow();
        var shown = string.Create(CultureInfo.InvariantCulture, $"{now:yyyy-MM-dd HH:mm} UTC");
        if (LastWork() is { } last && last > now + Bearable)
        {
            found.Add(Finding.Failed(string.Create(
                CultureInfo.InvariantCulture, $"it says {shown}, and work was noted at {last:yyyy-MM-dd HH:mm} UTC: it was set back, or was ahead before; set it, and let a time service (chrony, systemd-timesyncd) keep it.")));
            return found;
        }

        var isFar = false;
        foreach (var (host, theirs) in await services.AskAsync(Asked(), cancellationToken))
        {
            if ((theirs - clock.GetUtcNow()).Duration() <= Bearable) continue;
            isFar = true;
            found.Add(Finding.Failed(string.Create(
                CultureInfo.InvariantCulture, $"it says {shown}, and {host} says {theirs:yyyy-MM-dd HH:mm} UTC; set it, and let a time service (chrony, systemd-timesyncd) keep it.")));
        }

        if (!isFar) found.Add(Finding.Ok($"{shown}."));
        return found;
    }

    private IReadOnlyList<Uri> Asked()
    {
        var used = settings.Athletes.SelectMany(AskedSources.Of).ToHashSet();
        return [.. new[] { (SourceName.Strava, settings.Strava.OAuthUrl), (SourceName.Garmin, settings.Garmin.ApiUrl) }
            .Where(service => used.Contains(service.Item1)).Select(service => service.Item2)];
    }

    private DateTimeOffset? LastWork()
    {
        using var store = database.Open();
        return JobRuns.All(store).Max(run => run.SucceededAt).ToInstant();
    }
}
