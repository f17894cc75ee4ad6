using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sync;

namespace ActivitySync.Advice;

/// <summary>Loads an athlete's timeline, computes the plan and stores it.</summary>
internal sealed class AdviceService(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>Computes the plan for a day and stores it if it differs from the stored one.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="asOf">T, the day of the advice, local to the athlete.</param>
    public AdviceResult Plan(AthleteSettings athlete, DateOnly asOf)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var activities = StoredActivityLoader.Load(connection, athleteId);
        var timeline = TimelineLoader.Load(connection, athleteId, athlete, asOf, activities);
        var plan = RecoveryPlanner.Plan(timeline, settings.Rules);
        AdviceRepository.Save(
            connection,
            athleteId,
            asOf,
            Encoding.UTF8.GetString(PlanDocument.ToUtf8Bytes(plan)),
            clock.GetUtcNow()
        );
        return new AdviceResult(
            timeline,
            plan,
            activities.ToDictionary(stored => stored.Activity.Id, StringComparer.Ordinal)
        );
    }
}

/// <summary>A plan and the data it was computed from.</summary>
/// <param name="Timeline">The input of the planner.</param>
/// <param name="Plan">The plan.</param>
/// <param name="Activities">The activities with their recordings, by id.</param>
internal sealed record AdviceResult(
    Timeline Timeline,
    RecoveryPlan Plan,
    IReadOnlyDictionary<string, StoredActivity> Activities
);
