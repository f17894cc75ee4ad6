using ActivitySync.Recovery.Rules;

namespace ActivitySync.Recovery;

/// <summary>From a timeline to an answer: the algorithm of rules.md, in its order. Pure: the same input gives the same answer.</summary>
public static class RecoveryPlanner
{
    /// <summary>Works the plan out.</summary>
    /// <param name="timeline">What is known of the runner.</param>
    /// <param name="parameters">The numbers of rules.md 4 in force.</param>
    public static RecoveryPlan Plan(Timeline timeline, RuleParameters parameters) =>
        throw new NotSupportedException("The planner is not here yet.");
}
