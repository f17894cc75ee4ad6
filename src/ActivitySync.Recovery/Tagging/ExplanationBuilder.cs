using System.Globalization;

namespace ActivitySync.Recovery.Tagging;

/// <summary>Explains an activity in one English line: what it is, how sure that is, and why (tagging.md 9).</summary>
internal static class ExplanationBuilder
{
    private const double MetersPerKilometer = 1000;

    internal static string Build(TaggedActivity tagged)
    {
        if (tagged.DuplicateOf is { } leadId)
        {
            return $"Another recording of {leadId}: counted once.";
        }

        var what = !ExplanationReasons.IsCounted(tagged)
            ? "Below 5 minutes: not counted."
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{DescribeLabels(tagged)} ({tagged.Confidence:0.00}): {JoinReasons(tagged)}."
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

    private static string JoinReasons(TaggedActivity tagged) =>
        string.Join(", ", ExplanationReasons.Select(tagged).Select(reason => GetPhrase(reason, tagged)));

    private static string GetPhrase(string reason, TaggedActivity tagged) =>
        reason switch
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
            ExplanationReasons.Distance => FormatDistance(tagged),
            ExplanationReasons.UsualMinutes => Format($"your usual is {tagged.Facts.UsualMinutes:0}"),
            ExplanationReasons.EndedEarly => "a long day out, ended early",
            _ => FormatMinutes(tagged),
        };

    private static string FormatMinutes(TaggedActivity tagged) => Format($"{tagged.Facts.Minutes:0} min moving");

    private static string FormatDistance(TaggedActivity tagged) =>
        Format($"{ExplanationReasons.GetPlausibleMeters(tagged) / MetersPerKilometer:0.0} km");

    private static string Capitalize(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Format(FormattableString text) => FormattableString.Invariant(text);
}
