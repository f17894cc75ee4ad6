namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// Selects why an activity was taken for what it was: two to four reasons, the strongest first (tagging.md 9). Each is
/// a name of <see cref="FeatureNames"/> or one of the constants here.
/// </summary>
public static class ExplanationReasons
{
    /// <summary>The distance, where there are too few reasons.</summary>
    public const string Distance = "distance";

    /// <summary>The usual minutes, where there are too few reasons.</summary>
    public const string UsualMinutes = "usual-minutes";

    /// <summary>A race that was stopped early.</summary>
    public const string EndedEarly = "ended-early";

    private const int MaxReasons = 4;
    private const int MinReasons = 2;

    /// <summary>Selects the reasons; none for a copy, and for an activity that isn't counted.</summary>
    public static IReadOnlyList<string> Select(TaggedActivity tagged)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        if (tagged.DuplicateOf is not null || !IsCounted(tagged))
        {
            return [];
        }

        var reasons = tagged
            .Evidence.Where(evidence => evidence.Points > 0 && IsRelevant(evidence.Feature, tagged))
            .OrderByDescending(evidence => evidence.Points)
            .Take(MaxReasons)
            // The points of a long load come from its minutes.
            .Select(evidence => evidence.Feature == FeatureNames.LongLoad ? FeatureNames.Minutes : evidence.Feature)
            .ToList();
        foreach (var (fact, isKnown) in GetFacts(tagged))
        {
            if (reasons.Count < MinReasons && isKnown && !reasons.Contains(fact))
            {
                reasons.Add(fact);
            }
        }

        if (tagged.Facts.IsStoppedEarly && reasons.Count < MaxReasons)
        {
            reasons.Add(EndedEarly);
        }

        return reasons;
    }

    /// <summary>Whether an activity is long enough to count (tagging.md 1).</summary>
    public static bool IsCounted(TaggedActivity tagged)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        return tagged.Facts.Minutes >= Recording.MinMinutes;
    }

    /// <summary>The distance in meters; 0 if it is unknown or implausible.</summary>
    public static double GetPlausibleMeters(TaggedActivity tagged)
    {
        ArgumentNullException.ThrowIfNull(tagged);
        return Measurements.From(tagged.Activity, Sports.GetFamily(tagged.Activity.Sport)).Meters;
    }

    private static (string Fact, bool IsKnown)[] GetFacts(TaggedActivity tagged) =>
        [
            (FeatureNames.Minutes, true),
            (Distance, GetPlausibleMeters(tagged) > 0),
            (UsualMinutes, tagged.Facts.UsualMinutes is not null),
        ];

    /// <summary>
    /// Whether a feature explains the first label; without a label, whether it explains an ordinary activity.
    /// </summary>
    private static bool IsRelevant(string feature, TaggedActivity tagged) =>
        tagged.Labels switch
        {
            [Label.Race, ..] => !IsLongRunFeature(feature) && !IsHardFeature(feature),
            [Label.LongRun, ..] => IsLongRunFeature(feature)
                || feature is FeatureNames.SourceTag or FeatureNames.AthleteLabel,
            [Label.Hard, ..] => IsHardFeature(feature)
                || feature is FeatureNames.SourceTag or FeatureNames.StoppedEarly or FeatureNames.AthleteLabel,
            [Label.LongLoad, ..] => feature is FeatureNames.LongLoad,
            _ => tagged.Facts.HasRaceQuestion
                ? !IsLongRunFeature(feature) && !IsHardFeature(feature)
                : feature is FeatureNames.Minutes or FeatureNames.VersusUsualRun or FeatureNames.AthleteLabel,
        };

    private static bool IsLongRunFeature(string feature) =>
        feature
            is FeatureNames.Minutes
                or FeatureNames.VersusUsualRun
                or FeatureNames.ShareOfWeek
                or FeatureNames.LongestInSevenDays
                or FeatureNames.Spike
                or FeatureNames.UsualWeekday
                or FeatureNames.LongName;

    private static bool IsHardFeature(string feature) =>
        feature
            is FeatureNames.PerceivedExertion
                or FeatureNames.HardName
                or FeatureNames.RepetitionsInName
                or FeatureNames.HighHeartRate
                or FeatureNames.FastForDuration;
}
