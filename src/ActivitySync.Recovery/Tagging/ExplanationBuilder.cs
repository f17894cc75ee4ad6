using System.Globalization;

namespace ActivitySync.Recovery.Tagging;

/// <summary>Explains an activity in one English line: what it is, how sure that is, and why (tagging.md 9).</summary>
internal static class ExplanationBuilder
{
    private const int MaxReasons = 4;
    private const int MinReasons = 2;
    private const double MetersPerKilometer = 1000;

    internal static string Build(TaggedActivity tagged)
    {
        if (tagged.DuplicateOf is { } leadId)
        {
            return $"Another recording of {leadId}: counted once.";
        }

        var what =
            tagged.Facts.Minutes < Recording.MinMinutes
                ? "Below 5 minutes: not counted."
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"{DescribeLabels(tagged)} ({tagged.Confidence:0.00}): {string.Join(", ", SelectReasons(tagged))}."
                );
        return what + DescribeIgnoredValues(tagged);
    }

    /// <summary>The implausible values that were left out.</summary>
    private static string DescribeIgnoredValues(TaggedActivity tagged)
    {
        var numbers = tagged
            .Facts.IgnoredValues.Where(line => line.Contains("left out", StringComparison.Ordinal))
            .ToList();
        return numbers.Count == 0 ? "" : $" {Capitalize(string.Join("; ", numbers))}.";
    }

    private static string DescribeLabels(TaggedActivity tagged)
    {
        if (tagged.Labels.Count == 0)
        {
            return tagged.Facts.HasRaceQuestion ? "Perhaps a race" : $"Ordinary {GetSportNoun(tagged)}";
        }

        return Capitalize(string.Join(" and ", tagged.Labels.Select(label => GetLabelText(label, tagged))));
    }

    private static string GetLabelText(Label label, TaggedActivity tagged) =>
        label switch
        {
            Label.Race => "race",
            Label.LongRun => tagged.Tier == LongTier.VeryLong ? "very long run" : "long run",
            Label.Hard => "hard workout",
            _ => $"long {GetSportNoun(tagged)}",
        };

    private static string GetSportNoun(TaggedActivity tagged) =>
        Sports.GetFamily(tagged.Activity.Sport) switch
        {
            SportFamily.Run => "run",
            SportFamily.Foot => tagged.Activity.Sport,
            SportFamily.Ride => "ride",
            SportFamily.Swim => "swim",
            _ => "activity",
        };

    private static List<string> SelectReasons(TaggedActivity tagged)
    {
        var reasons = new List<string>();
        foreach (
            var evidence in tagged
                .Evidence.Where(evidence => evidence.Points > 0 && IsRelevant(evidence.Feature, tagged))
                .OrderByDescending(evidence => evidence.Points)
                .Take(MaxReasons)
        )
        {
            reasons.Add(GetPhrase(evidence.Feature, tagged));
        }

        foreach (var fact in (string[])[FormatMinutes(tagged), FormatDistance(tagged), FormatUsualMinutes(tagged)])
        {
            if (reasons.Count < MinReasons && fact.Length > 0 && !reasons.Contains(fact))
            {
                reasons.Add(fact);
            }
        }

        if (tagged.Facts.IsStoppedEarly && reasons.Count < MaxReasons)
        {
            reasons.Add("a long day out, ended early");
        }

        return reasons;
    }

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

    private static string GetPhrase(string feature, TaggedActivity tagged) =>
        feature switch
        {
            FeatureNames.SourceTag => "tagged so at the source",
            FeatureNames.DeviceRace => "the device calls it a race",
            FeatureNames.Multisport => "several sports in one",
            FeatureNames.RaceCalendar => "in your race calendar that day",
            FeatureNames.StoppedEarly => "shorter than the race in your calendar",
            FeatureNames.RaceName => "the title names a race",
            FeatureNames.DistanceInName => "the title names the distance run",
            FeatureNames.MarathonDistance => $"{FormatDistance(tagged)} is a marathon",
            FeatureNames.StandardDistance => $"{FormatDistance(tagged)} is a race distance",
            FeatureNames.OwnBestPace => "among your fastest at this distance",
            FeatureNames.RaceHeartRate or FeatureNames.HighHeartRate => Format(
                $"average heart rate {tagged.Activity.AverageHeartRate:0}"
            ),
            FeatureNames.NoStops => "no stops",
            FeatureNames.WeekendMorning => "on a weekend morning",
            FeatureNames.FinishTime => "the title has your finish time",
            FeatureNames.Minutes => FormatMinutes(tagged),
            FeatureNames.VersusUsualRun => Format(
                $"{tagged.Facts.Minutes / tagged.Facts.UsualMinutes:0.0}x your usual {tagged.Facts.UsualMinutes:0}"
            ),
            FeatureNames.ShareOfWeek => Format(
                $"{100 * tagged.Facts.Minutes / tagged.Facts.UsualWeekMinutes:0} % of a normal week"
            ),
            FeatureNames.LongestInSevenDays => "longest in 7 days",
            FeatureNames.Spike => "more than a tenth above your longest in 30 days",
            FeatureNames.UsualWeekday => "on your usual weekday for it",
            FeatureNames.LongName => "the title says long run",
            FeatureNames.PerceivedExertion => Format($"you rated it {tagged.Activity.PerceivedExertion:0.#} of 10"),
            FeatureNames.HardName => "the title says workout",
            FeatureNames.RepetitionsInName => "repetitions in the title",
            FeatureNames.FastForDuration => "among your fastest of this duration",
            FeatureNames.AthleteLabel => "your own word",
            _ => FormatMinutes(tagged),
        };

    private static string FormatMinutes(TaggedActivity tagged) => Format($"{tagged.Facts.Minutes:0} min moving");

    private static string FormatDistance(TaggedActivity tagged) =>
        Measurements.From(tagged.Activity, Sports.GetFamily(tagged.Activity.Sport)).Meters is var meters && meters > 0
            ? Format($"{meters / MetersPerKilometer:0.0} km")
            : "";

    private static string FormatUsualMinutes(TaggedActivity tagged) =>
        tagged.Facts.UsualMinutes is { } usual ? Format($"your usual is {usual:0}") : "";

    private static string Capitalize(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
