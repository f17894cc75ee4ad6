using ActivitySync.Recovery.Rules;
using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.SelfMassage;

/// <summary>Which areas the heaviest activity of the last days asks for (rules.md 8).</summary>
internal static class AreasOfActivity
{
    private const int LookedBackDays = 7;
    private const int NewDays = 4;
    private const int RestedDays = 2;
    private const double MuchDescentMeters = 400;
    private const double SteepMetersAKilometre = 20;
    private const double MetersPerKilometre = 1000;

    private static readonly BodyArea[] s_afterRace = [BodyArea.Quads, BodyArea.Calves, BodyArea.Arch];
    private static readonly BodyArea[] s_afterWalk = [BodyArea.Quads, BodyArea.Calves, BodyArea.Glutes];
    private static readonly BodyArea[] s_afterRide = [BodyArea.Quads, BodyArea.HipFlexors, BodyArea.Glutes];
    private static readonly BodyArea[] s_afterDescent = [BodyArea.Quads, BodyArea.Glutes, BodyArea.Calves];
    private static readonly BodyArea[] s_afterAscent = [BodyArea.Calves, BodyArea.Glutes, BodyArea.HipFlexors];
    private static readonly BodyArea[] s_afterTrail = [BodyArea.Quads, BodyArea.Calves, BodyArea.Arch];
    private static readonly BodyArea[] s_afterSpeed = [BodyArea.Hamstrings, BodyArea.Calves, BodyArea.HipFlexors];
    private static readonly BodyArea[] s_afterTreadmill = [BodyArea.Calves, BodyArea.HipFlexors, BodyArea.Arch];
    private static readonly BodyArea[] s_rested = [BodyArea.Arch, BodyArea.Calves, BodyArea.HipFlexors];
    private static readonly BodyArea[] s_usual = [BodyArea.Arch, BodyArea.Calves, BodyArea.Hamstrings];

    /// <param name="kept">By start instant, then id.</param>
    /// <param name="today">T.</param>
    internal static IReadOnlyList<BodyArea> For(IReadOnlyList<Tagged> kept, int today)
    {
        Tagged? chosen = null;
        for (var i = kept.Count - 1; i >= 0 && kept[i].Recording.WrittenDay > today - LookedBackDays - Recording.MostDatesApart; i--)
        {
            var ago = today - kept[i].Recording.HomeDay;
            if (ago < LookedBackDays && (chosen is null || Comes(kept[i], ago, chosen, today - chosen.Recording.HomeDay)))
            {
                chosen = kept[i];
            }
        }

        return chosen is null ? s_usual : Row(chosen, today - chosen.Recording.HomeDay);
    }

    /// <summary>The last days first, then the heaviest, the newest, the latest start, the id.</summary>
    private static bool Comes(Tagged one, int ago, Tagged chosen, int chosenAgo)
    {
        var order = (ago >= NewDays).CompareTo(chosenAgo >= NewDays);
        order = order != 0 ? order : WeightOf(one).CompareTo(WeightOf(chosen));
        order = order != 0 ? order : ago.CompareTo(chosenAgo);
        order = order != 0 ? order : chosen.Recording.Activity.Start.UtcTicks.CompareTo(one.Recording.Activity.Start.UtcTicks);
        order = order != 0 ? order : string.CompareOrdinal(one.Recording.Activity.Id, chosen.Recording.Activity.Id);
        return order < 0;
    }

    /// <summary>The race's class, else the tier, else hard; null for an ordinary activity.</summary>
    private static EventClass? ClassOf(Tagged tagged) =>
        tagged.IsRace ? RaceWeight.Of(tagged.Answer.RaceClass!.Value)
        : tagged.Answer.Tier is { } tier ? tier == LongTier.VeryLong ? EventClass.VeryLong : EventClass.Long
        : tagged.Has(LabelSet.Hard) ? EventClass.Hard
        : null;

    /// <summary>Lower is heavier; an ordinary activity is the lightest.</summary>
    private static int WeightOf(Tagged tagged) => ClassOf(tagged) is { } known ? (int)known : int.MaxValue;

    private static BodyArea[] Row(Tagged tagged, int ago)
    {
        var (recording, measured, sport) = (tagged.Recording, tagged.Recording.Measured, tagged.Recording.Activity.Sport);
        return recording.IsRun && tagged.IsRace && tagged.Answer.RaceClass >= RaceClass.Half ? s_afterRace
            : recording.Family == Family.Foot ? s_afterWalk
            : recording.Family == Family.Ride || sport == Sports.Triathlon ? s_afterRide
            : measured.DescentMeters >= MuchDescentMeters || IsSteep(measured.DescentMeters, measured.Meters) ? s_afterDescent
            : IsSteep(measured.AscentMeters, measured.Meters) ? s_afterAscent
            : sport == Sports.TrailRun ? s_afterTrail
            : ClassOf(tagged) is EventClass.Short or EventClass.Hard ? s_afterSpeed
            : sport == Sports.Treadmill ? s_afterTreadmill
            : ago >= RestedDays ? s_rested
            : s_usual;
    }

    private static bool IsSteep(double meters, double distance) =>
        distance > 0 && meters / (distance / MetersPerKilometre) >= SteepMetersAKilometre;
}
