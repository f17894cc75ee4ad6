using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sync;

namespace ActivitySync.Advice;

/// <summary>Loads one runner's timeline, asks the core, and stores the advice.</summary>
internal sealed class AdviceService(Database database, AppSettings settings, TimeProvider clock)
{
    /// <summary>The plan for a day; the same day planned again replaces the advice only if it says something else.</summary>
    /// <param name="athlete">The runner.</param>
    /// <param name="asOf">T, a local date of the runner.</param>
    public AdviceResult Plan(AthleteSettings athlete, DateOnly asOf)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var held = StoredActivityLoader.Load(connection, athleteId);
        var timeline = TimelineLoader.Load(connection, athleteId, athlete, asOf, held);
        var plan = RecoveryPlanner.Plan(timeline, settings.Rules);
        AdviceRepository.Save(
            connection,
            athleteId,
            asOf,
            Encoding.UTF8.GetString(PlanDocument.ToUtf8Bytes(plan)),
            clock.GetUtcNow()
        );
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
