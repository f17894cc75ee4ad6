using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Operations.Checks;

/// <summary>Strava shows each connected runner's activities: one call a runner, counted like all others.</summary>
internal sealed class StravaCheck(AppSettings settings, StravaCalls calls) : ICheck
{
    public string Name => "Strava";

    public async ValueTask<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var found = new List<Finding>();
        foreach (var athlete in settings.Athletes.Where(athlete => athlete.Sources.Strava))
        {
            var (_, trouble) = await calls.GetAsync(athlete, "athlete/activities?per_page=1", new CallCount(), cancellationToken);
            found.Add(trouble is null
                ? Finding.Ok($"{athlete.Name}: connected; Strava shows the activities.")
                : new Finding(trouble.Outcome.ToExit(), trouble.Line));
        }
        return found;
    }
}
