namespace ActivitySync.Recovery;

/// <summary>The runner's word on one activity (tagging.md 8). An id that is not in the timeline is ignored.</summary>
/// <param name="ActivityId">The id of the activity.</param>
/// <param name="Word">What the runner calls it.</param>
/// <param name="Importance">For a race: how much it matters; null leaves it as inferred.</param>
public sealed record ActivityLabel(string ActivityId, LabelWord Word, Importance? Importance = null);
