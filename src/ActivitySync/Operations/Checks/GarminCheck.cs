using System.Globalization;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using ActivitySync.Sources.Garmin;

namespace ActivitySync.Operations.Checks;

/// <summary>What Garmin's service answers against what this program expects of it, and how long the key lasts.</summary>
internal sealed class GarminCheck(AppSettings settings, GarminProbe probe, GarminConnection connection, TimeProvider clock) : ICheck
{
    public string Name => "Garmin";

    public async ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in settings.Athletes.Where(athlete => athlete.Sources.Garmin))
        {
            var (works, lines) = await probe.AskAsync(athlete, cancellationToken);
            foreach (var line in lines) found.Add(works ? Finding.Ok($"{athlete.Name}: {line}") : Finding.Act($"{athlete.Name}: {line}"));
            if (connection.ExpiresOn(athlete) is not { } end) continue;
            if (KeyExpiry.Stage(end, DigestSlots.DateIn(athlete.TimeZone, clock.GetUtcNow())) is null) continue;
            found.Add(Finding.Act(string.Create(
                CultureInfo.InvariantCulture, $"{athlete.Name}: the key works until {end:yyyy-MM-dd}; make a new one at {GarminTrouble.KeyPage}, put it into the settings and run 'activitysync connect garmin --athlete {athlete.Name}'.")));
        }
        return found;
    }
}
