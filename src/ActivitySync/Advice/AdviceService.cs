using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sync;

namespace ActivitySync.Advice;

/// <summary>Loads an athlete's timeline and plans from it.</summary>
internal sealed class AdviceService(Database database, AppSettings settings)
{
    /// <summary>Computes the plan for a day. Nothing is stored.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="asOf">T, a local date of the athlete.</param>
    public AdviceResult Plan(AthleteSettings athlete, DateOnly asOf)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var held = StoredActivityLoader.Load(connection, athleteId);
        var timeline = TimelineLoader.Load(connection, athleteId, athlete, asOf, held);
        var plan = RecoveryPlanner.Plan(timeline, settings.Rules);
        return new AdviceResult(timeline, plan, held.ToDictionary(one => one.Activity.Id, StringComparer.Ordinal));
    }
}

/// <summary>A plan, with what it was made from.</summary>
/// <param name="Timeline">What was known.</param>
/// <param name="Plan">What the core answered.</param>
/// <param name="Activities">The activities with their sources, by id.</param>
internal sealed record AdviceResult(
    Timeline Timeline,
    RecoveryPlan Plan,
    IReadOnlyDictionary<string, StoredActivity> Activities
);
