using System.Text;
using ActivitySync.Intake;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Planning;

/// <summary>Loads one runner's timeline, asks the core, and stores the advice.</summary>
internal sealed class PlanRecovery(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>The plan for a day; the same day planned again replaces the advice only if it says something else.</summary>
    /// <param name="athlete">The runner.</param>
    /// <param name="asOf">T, a local date of the runner.</param>
    public PlannedRecovery Plan(AthleteSettings athlete, DateOnly asOf)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var held = HeldActivities.Of(store, athleteId);
        var timeline = LoadTimeline.Of(store, athleteId, athlete, asOf, held);
        var plan = RecoveryPlanner.Plan(timeline, settings.Rules);
        Advice.Keep(store, athleteId, asOf, Encoding.UTF8.GetString(PlanDocument.Bytes(plan)), clock.GetUtcNow());
        return new PlannedRecovery(timeline, plan, held.ToDictionary(one => one.Activity.Id, StringComparer.Ordinal));
    }
}
