using ActivitySync.Intake;
using ActivitySync.Recovery;

namespace ActivitySync.Planning;

/// <summary>A plan, with what it was made from.</summary>
/// <param name="Timeline">What was known.</param>
/// <param name="Plan">What the core answered.</param>
/// <param name="Held">The activities with their sources, by id.</param>
internal sealed record PlannedRecovery(Timeline Timeline, RecoveryPlan Plan, IReadOnlyDictionary<string, HeldActivity> Held);
