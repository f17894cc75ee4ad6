namespace ActivitySync.Recovery;

/// <summary>The runner's word on one activity (tagging.md 8). An id that is not in the timeline is ignored.</summary>
/// <param name="ActivityId">The id of the activity.</param>
/// <param name="Kind">What the runner calls it.</param>
/// <param name="Importance">For a race: how much it matters; null leaves it as inferred.</param>
public sealed record AthleteLabel(string ActivityId, AthleteLabelKind Kind, Importance? Importance = null);

/// <summary>What a runner may call an activity.</summary>
public enum AthleteLabelKind
{
    Race,
    LongRun,
    Hard,

    /// <summary>Clears what was said and inferred before.</summary>
    Easy,
}
