using ActivitySync.Recovery.Tagging;

namespace ActivitySync.Recovery.Rules;

/// <summary>How heavy a race is as an event (rules.md 5).</summary>
public static class RaceEventClassifier
{
    private const double ShortBelowMeters = 18_000;
    private const double HalfBelowMeters = 30_000;

    /// <summary>What a race that was run counts as.</summary>
    public static EventClass Classify(RaceClass raceClass) =>
        raceClass switch
        {
            RaceClass.Short => EventClass.Short,
            RaceClass.Half => EventClass.Half,
            RaceClass.Marathon => EventClass.Marathon,
            _ => EventClass.Ultra,
        };

    /// <summary>What a race in the calendar is planned as; without a distance (0) a half.</summary>
    internal static EventClass ClassifyPlanned(double meters) =>
        !(meters > 0) ? EventClass.Half
        : RaceDistance.ClassifyByStandard(meters) is { } known ? Classify(known)
        : meters < ShortBelowMeters ? EventClass.Short
        : meters < HalfBelowMeters ? EventClass.Half
        : meters <= RaceDistance.MaxMarathonMeters ? EventClass.Marathon
        : EventClass.Ultra;
}
