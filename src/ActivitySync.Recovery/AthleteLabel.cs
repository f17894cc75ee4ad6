namespace ActivitySync.Recovery;

/// <summary>
/// The athlete's label for one activity (tagging.md 8). An id that is not in the timeline is ignored.
/// </summary>
/// <param name="ActivityId">The id of the activity.</param>
/// <param name="Kind">What the athlete says it was.</param>
/// <param name="Importance">For a race: how much it matters; null keeps what was inferred.</param>
public sealed record AthleteLabel(string ActivityId, AthleteLabelKind Kind, Importance? Importance = null);

/// <summary>What an athlete can label an activity as.</summary>
public enum AthleteLabelKind
{
    Race,
    LongRun,
    Hard,

    /// <summary>Removes all earlier and inferred labels.</summary>
    Easy,
}
