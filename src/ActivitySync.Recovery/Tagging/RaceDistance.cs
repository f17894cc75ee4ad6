namespace ActivitySync.Recovery.Tagging;

/// <summary>The standard race distances and the class a race belongs to (tagging.md 5).</summary>
internal static class RaceDistance
{
    internal const double HalfMarathon = 21_097.5;
    internal const double Marathon = 42_195;

    /// <summary>Above this a run without a standard distance is an ultra.</summary>
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

    /// <summary>1 % below to 3 % above a standard: the feature of tagging.md 5.</summary>
    internal static bool IsStandard(double meters) => FindStandard(meters, 0.99) > 0;

    /// <summary>The class of a race that was run.</summary>
    /// <param name="meters">The distance of a run; 0 for an unknown one and for every other family.</param>
    /// <param name="elapsedMinutes">From start to finish.</param>
    internal static RaceClass Classify(double meters, double elapsedMinutes) =>
        ClassifyByStandard(meters) is { } known ? known
        : meters > MaxMarathonMeters ? RaceClass.Ultra
        : elapsedMinutes < 75 ? RaceClass.Short
        : elapsedMinutes <= 150 ? RaceClass.Half
        : elapsedMinutes <= 330 ? RaceClass.Marathon
        : RaceClass.Ultra;

    /// <summary>The class of the standard that the distance is near, 5 % below to 3 % above; null without one.</summary>
    internal static RaceClass? ClassifyByStandard(double meters) =>
        FindStandard(meters, 0.95) switch
        {
            0 => null,
            <= 16_093.4 => RaceClass.Short,
            HalfMarathon => RaceClass.Half,
            Marathon => RaceClass.Marathon,
            _ => RaceClass.Ultra,
        };

    /// <summary>The standard that the distance is near: from this ratio below to 3 % above; 0 without one.</summary>
    private static double FindStandard(double meters, double from)
    {
        foreach (var standard in StandardMeters)
        {
            var ratio = meters / standard;
            if (ratio >= from && ratio <= 1.03)
            {
                return standard;
            }
        }

        return 0;
    }
}

/// <summary>How heavy a race was, by distance or, without a standard one, by time (tagging.md 5).</summary>
public enum RaceClass
{
    Short,
    Half,
    Marathon,
    Ultra,
}
