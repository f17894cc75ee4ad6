using System.Globalization;

namespace ActivitySync.Recovery.Tagging;

/// <summary>One English line for a runner: what, how sure, and why in the runner's numbers (tagging.md 9).</summary>
internal static class Explanation
{
    private const int MostReasons = 4;
    private const int LeastReasons = 2;
    private const double MetersPerKilometre = 1000;

    internal static string Of(TaggedActivity tagged)
    {
        if (tagged.DuplicateOf is { } kept)
        {
            return $"Another recording of {kept}: counted once.";
        }

        var what = tagged.Facts.Minutes < Recording.LeastMinutes
            ? "Below 5 minutes: not counted."
            : string.Create(CultureInfo.InvariantCulture, $"{WhatOf(tagged)} ({tagged.Confidence:0.00}): {string.Join(", ", ReasonsOf(tagged))}.");
        return what + NotBelieved(tagged);
    }

    /// <summary>Numbers of the recording that were not believed, so that nobody wonders where they went.</summary>
    private static string NotBelieved(TaggedActivity tagged)
    {
        var numbers = tagged.Facts.LeftOut.Where(line => line.Contains("left out", StringComparison.Ordinal)).ToList();
        return numbers.Count == 0 ? "" : $" {Capitalised(string.Join("; ", numbers))}.";
    }

    private static string WhatOf(TaggedActivity tagged)
    {
        if (tagged.Labels.Count == 0)
        {
            return tagged.Facts.RaceIsAsked ? "Perhaps a race" : $"Ordinary {NounOf(tagged)}";
        }

        var words = string.Join(" and ", tagged.Labels.Select(label => WordOf(label, tagged)));
        return Capitalised(words);
    }

    private static string WordOf(Label label, TaggedActivity tagged) => label switch
    {
        Label.Race => "race",
        Label.LongRun => tagged.Tier == LongTier.VeryLong ? "very long run" : "long run",
        Label.Hard => "hard workout",
        _ => $"long {NounOf(tagged)}",
    };

    private static string NounOf(TaggedActivity tagged) => Sports.FamilyOf(tagged.Activity.Sport) switch
    {
        Family.Run => "run",
        Family.Foot => tagged.Activity.Sport,
        Family.Ride => "ride",
        Family.Swim => "swim",
        _ => "activity",
    };

    private static List<string> ReasonsOf(TaggedActivity tagged)
    {
        var reasons = new List<string>();
        foreach (var evidence in tagged.Evidence
            .Where(evidence => evidence.Points > 0 && Speaks(evidence.Feature, tagged))
            .OrderByDescending(evidence => evidence.Points)
            .Take(MostReasons))
        {
            reasons.Add(Phrase(evidence.Feature, tagged));
        }

        foreach (var more in (string[])[MinutesOf(tagged), DistanceOf(tagged), UsualOf(tagged)])
        {
            if (reasons.Count < LeastReasons && more.Length > 0 && !reasons.Contains(more))
            {
                reasons.Add(more);
            }
        }

        if (tagged.Facts.StoppedEarly && reasons.Count < MostReasons)
        {
            reasons.Add("a long day out, ended early");
        }

        return reasons;
    }

    /// <summary>Only what speaks for the first label; without a label only what is plain to see.</summary>
    private static bool Speaks(string feature, TaggedActivity tagged) => tagged.Labels switch
    {
        [Label.Race, ..] => !IsOfLongRun(feature) && !IsOfHard(feature),
        [Label.LongRun, ..] => IsOfLongRun(feature) || feature is Features.SourceTag or Features.YourOwnWord,
        [Label.Hard, ..] => IsOfHard(feature) || feature is Features.SourceTag or Features.StoppedEarly or Features.YourOwnWord,
        [Label.LongLoad, ..] => feature is Features.LongLoad,
        _ => tagged.Facts.RaceIsAsked ? !IsOfLongRun(feature) && !IsOfHard(feature) : feature is Features.Minutes or Features.VersusUsualRun or Features.YourOwnWord,
    };

    private static bool IsOfLongRun(string feature) => feature
        is Features.Minutes or Features.VersusUsualRun or Features.ShareOfWeek or Features.LongestInSevenDays or Features.Spike
        or Features.UsualWeekday or Features.LongName;

    private static bool IsOfHard(string feature) => feature
        is Features.PerceivedExertion or Features.HardName or Features.RepetitionsInName or Features.HighHeartRate or Features.FastForDuration;

    private static string Phrase(string feature, TaggedActivity tagged) => feature switch
    {
        Features.SourceTag => "tagged so at the source",
        Features.DeviceRace => "the device calls it a race",
        Features.Multisport => "several sports in one",
        Features.RaceCalendar => "in your race calendar that day",
        Features.StoppedEarly => "shorter than the race in your calendar",
        Features.RaceName => "the title names a race",
        Features.DistanceInName => "the title names the distance run",
        Features.StandardDistance => $"{DistanceOf(tagged)} is a race distance",
        Features.OwnBestPace => "among your fastest at this distance",
        Features.RaceHeartRate or Features.HighHeartRate => Text($"average heart rate {tagged.Activity.AverageHeartRate:0}"),
        Features.NoStops => "no stops",
        Features.WeekendMorning => "on a weekend morning",
        Features.Minutes => MinutesOf(tagged),
        Features.VersusUsualRun => Text($"{tagged.Facts.Minutes / tagged.Facts.UsualMinutes:0.0}x your usual {tagged.Facts.UsualMinutes:0}"),
        Features.ShareOfWeek => Text($"{100 * tagged.Facts.Minutes / tagged.Facts.UsualWeekMinutes:0} % of a normal week"),
        Features.LongestInSevenDays => "longest in 7 days",
        Features.Spike => "more than a tenth above your longest in 30 days",
        Features.UsualWeekday => "on your usual weekday for it",
        Features.LongName => "the title says long run",
        Features.PerceivedExertion => Text($"you rated it {tagged.Activity.PerceivedExertion:0.#} of 10"),
        Features.HardName => "the title says workout",
        Features.RepetitionsInName => "repetitions in the title",
        Features.FastForDuration => "among your fastest of this duration",
        Features.YourOwnWord => "your own word",
        _ => MinutesOf(tagged),
    };

    private static string MinutesOf(TaggedActivity tagged) => Text($"{tagged.Facts.Minutes:0} min moving");

    private static string DistanceOf(TaggedActivity tagged) =>
        Measured.Of(tagged.Activity, Sports.FamilyOf(tagged.Activity.Sport)).Meters is var meters && meters > 0
            ? Text($"{meters / MetersPerKilometre:0.0} km")
            : "";

    private static string UsualOf(TaggedActivity tagged) => tagged.Facts.UsualMinutes is { } usual ? Text($"your usual is {usual:0}") : "";

    private static string Capitalised(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
