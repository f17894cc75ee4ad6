namespace ActivitySync.Recovery.Tagging;

/// <summary>What an activity is, in the order in which labels are listed.</summary>
public enum Label
{
    Race,
    LongRun,
    Hard,

    /// <summary>A long ride or hike.</summary>
    LongLoad,
}

/// <summary>
/// What the athlete's labels say about one activity, read in their order (tagging.md 8). Once one is given, also easy,
/// nothing is inferred or asked.
/// </summary>
internal readonly record struct LabelOverride(
    bool IsGiven,
    bool IsRace,
    bool IsLongRun,
    bool IsHard,
    Importance? Importance
)
{
    /// <summary>
    /// Adds the next label: easy clears everything before it, the others add. The last importance given wins.
    /// </summary>
    internal LabelOverride With(AthleteLabel label) =>
        label.Kind == AthleteLabelKind.Easy
            ? new(IsGiven: true, IsRace: false, IsLongRun: false, IsHard: false, label.Importance)
            : new(
                IsGiven: true,
                IsRace || label.Kind == AthleteLabelKind.Race,
                IsLongRun || label.Kind == AthleteLabelKind.LongRun,
                IsHard || label.Kind == AthleteLabelKind.Hard,
                label.Importance ?? Importance
            );
}
