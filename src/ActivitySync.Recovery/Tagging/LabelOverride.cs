namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// What the runner said of one activity (tagging.md 8), read in order: easy clears, the others add. Once any word is given,
/// easy too, nothing is inferred or asked any more.
/// </summary>
internal readonly record struct LabelOverride(
    bool IsGiven,
    bool IsRace,
    bool IsLongRun,
    bool IsHard,
    Importance? Importance
)
{
    internal LabelOverride With(AthleteLabel label) =>
        label.Kind switch
        {
            AthleteLabelKind.Race => this with
            {
                IsGiven = true,
                IsRace = true,
                Importance = label.Importance ?? Importance,
            },
            AthleteLabelKind.LongRun => this with
            {
                IsGiven = true,
                IsLongRun = true,
                Importance = label.Importance ?? Importance,
            },
            AthleteLabelKind.Hard => this with
            {
                IsGiven = true,
                IsHard = true,
                Importance = label.Importance ?? Importance,
            },
            _ => new LabelOverride(IsGiven: true, IsRace: false, IsLongRun: false, IsHard: false, label.Importance),
        };
}
