using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.SelfMassage;

/// <summary>Selects the areas to treat by the heaviest activity of the last days (rules.md 8).</summary>
internal static class BodyAreaSelector
{
    private const int LookBackDays = 7;
    private const int RecentDays = 4;
    private const int RestedDays = 2;
    private const double MinDescentMeters = 400;
    private const double SteepMetersPerKilometer = 20;
    private const double MetersPerKilometer = 1000;

    private static readonly BodyArea[] AfterRace = [BodyArea.Quads, BodyArea.Calves, BodyArea.Arch];
    private static readonly BodyArea[] AfterWalk = [BodyArea.Quads, BodyArea.Calves, BodyArea.Glutes];
    private static readonly BodyArea[] AfterRide = [BodyArea.Quads, BodyArea.HipFlexors, BodyArea.Glutes];
    private static readonly BodyArea[] AfterDescent = [BodyArea.Quads, BodyArea.Glutes, BodyArea.Calves];
    private static readonly BodyArea[] AfterAscent = [BodyArea.Calves, BodyArea.Glutes, BodyArea.HipFlexors];
    private static readonly BodyArea[] AfterTrail = [BodyArea.Quads, BodyArea.Calves, BodyArea.Arch];
    private static readonly BodyArea[] AfterSpeed = [BodyArea.Hamstrings, BodyArea.Calves, BodyArea.HipFlexors];
    private static readonly BodyArea[] AfterTreadmill = [BodyArea.Calves, BodyArea.HipFlexors, BodyArea.Arch];
    private static readonly BodyArea[] RestedAreas = [BodyArea.Arch, BodyArea.Calves, BodyArea.HipFlexors];
    private static readonly BodyArea[] DefaultAreas = [BodyArea.Arch, BodyArea.Calves, BodyArea.Hamstrings];

    /// <param name="recordings">By start instant, then id.</param>
    /// <param name="today">The day number of T.</param>
    internal static IReadOnlyList<BodyArea> Select(IReadOnlyList<TaggedRecording> recordings, int today)
    {
        TaggedRecording? chosen = null;
        for (
            var i = recordings.Count - 1;
            i >= 0 && recordings[i].Recording.WrittenDay > today - LookBackDays - Recording.MaxDateDifferenceDays;
            i--
        )
        {
            var ago = today - recordings[i].Recording.HomeDay;
            if (
                ago < LookBackDays
                && (chosen is null || IsPreferred(recordings[i], ago, chosen, today - chosen.Recording.HomeDay))
            )
            {
                chosen = recordings[i];
            }
        }

        return chosen is null ? DefaultAreas : GetAreas(chosen, today - chosen.Recording.HomeDay);
    }

    /// <summary>Orders by: within the last four days, heaviest, newest, latest start, id.</summary>
    private static bool IsPreferred(TaggedRecording one, int ago, TaggedRecording chosen, int chosenAgo)
    {
        var order = (ago >= RecentDays).CompareTo(chosenAgo >= RecentDays);
        order = order != 0 ? order : GetWeight(one).CompareTo(GetWeight(chosen));
        order = order != 0 ? order : ago.CompareTo(chosenAgo);
        order =
            order != 0
                ? order
                : chosen.Recording.Activity.Start.UtcTicks.CompareTo(one.Recording.Activity.Start.UtcTicks);
        order = order != 0 ? order : string.CompareOrdinal(one.Recording.Activity.Id, chosen.Recording.Activity.Id);
        return order < 0;
    }

    /// <summary>The class of the race, else of the long run, else hard; null for an ordinary activity.</summary>
    private static EventClass? GetEventClass(TaggedRecording tagged) =>
        tagged.IsRace ? RaceEventClassifier.Classify(tagged.Result.RaceClass!.Value)
        : tagged.Result.Tier is { } tier
            ? tier == LongTier.VeryLong ? EventClass.VeryLong
                : EventClass.Long
        : tagged.Has(Label.Hard) ? EventClass.Hard
        : null;

    /// <summary>Lower is heavier; an ordinary activity is the lightest.</summary>
    private static int GetWeight(TaggedRecording tagged) =>
        GetEventClass(tagged) is { } known ? (int)known : int.MaxValue;

    private static BodyArea[] GetAreas(TaggedRecording tagged, int ago)
    {
        var (recording, measured, sport) = (
            tagged.Recording,
            tagged.Recording.Measurements,
            tagged.Recording.Activity.Sport
        );
        return recording.IsRun && tagged.IsRace && tagged.Result.RaceClass >= RaceClass.Half ? AfterRace
            : recording.Family == SportFamily.Foot ? AfterWalk
            : recording.Family is SportFamily.Ride or SportFamily.Multi ? AfterRide
            : measured.DescentMeters >= MinDescentMeters || IsSteep(measured.DescentMeters, measured.Meters)
                ? AfterDescent
            : IsSteep(measured.AscentMeters, measured.Meters) ? AfterAscent
            : sport == Sports.TrailRun ? AfterTrail
            : GetEventClass(tagged) is EventClass.Short or EventClass.Hard ? AfterSpeed
            : sport == Sports.Treadmill ? AfterTreadmill
            : ago >= RestedDays ? RestedAreas
            : DefaultAreas;
    }

    private static bool IsSteep(double meters, double distance) =>
        distance > 0 && meters / (distance / MetersPerKilometer) >= SteepMetersPerKilometer;
}
