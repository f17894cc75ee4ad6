namespace ActivitySync.Recovery.Tagging;

/// <summary>The standard race distances in meters, and the class of a race (tagging.md 5, Class).</summary>
internal static class RaceDistance
{
    internal const double HalfMarathon = 21_097.5;
    internal const double Marathon = 42_195;

    private const double MinStandardRatio = 0.99;

    /// <summary>A longer run without a standard distance is an ultra.</summary>
    internal const double MaxMarathonMeters = 43_500;

    private static readonly double[] StandardMeters =
    [
        5_000,
        10_000,
        15_000,
        16_093.4,
        HalfMarathon,
        Marathon,
        50_000,
        80_467,
        100_000,
        160_934,
    ];

    /// <summary>From 1 % below to 3 % above a standard (feature standard-distance).</summary>
    internal static bool IsStandard(double meters) => FindStandard(meters, MinStandardRatio) > 0;

    /// <summary>From 1 % below to 3 % above a marathon: a distance that is hardly ever run outside a race.</summary>
    internal static bool IsMarathon(double meters) => FindStandard(meters, MinStandardRatio) == Marathon;

    /// <summary>Classifies a race.</summary>
    /// <param name="meters">The distance of a run; 0 if it is unknown, and for every other family.</param>
    /// <param name="elapsedMinutes">From start to finish.</param>
    internal static RaceClass Classify(double meters, double elapsedMinutes) =>
        ClassifyByStandard(meters) is { } known ? known
        : meters > MaxMarathonMeters ? RaceClass.Ultra
        : elapsedMinutes < 75 ? RaceClass.Short
        : elapsedMinutes <= 150 ? RaceClass.Half
        : elapsedMinutes <= 330 ? RaceClass.Marathon
        : RaceClass.Ultra;

    /// <summary>
    /// The class of the standard from 5 % below to 3 % above which the distance lies; null without one.
    /// </summary>
    internal static RaceClass? ClassifyByStandard(double meters) =>
        FindStandard(meters, 0.95) switch
        {
            0 => null,
            <= 16_093.4 => RaceClass.Short,
            HalfMarathon => RaceClass.Half,
            Marathon => RaceClass.Marathon,
            _ => RaceClass.Ultra,
        };

    /// <summary>The standard from this ratio to 1.03 of which the distance lies; 0 without one.</summary>
    private static double FindStandard(double meters, double minRatio) =>
        Array.Find(StandardMeters, standard => meters / standard >= minRatio && meters / standard <= 1.03);
}

/// <summary>How demanding a race is, by distance or, without a standard one, by time (tagging.md 5, Class).</summary>
public enum RaceClass
{
    Short,
    Half,
    Marathon,
    Ultra,
}
