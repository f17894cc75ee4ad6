namespace ActivitySync.Recovery.Tagging;

/// <summary>The standard race distances and the class a race belongs to (tagging.md 5).</summary>
internal static class RaceDistance
{
    internal const double HalfMarathon = 21_097.5;
    internal const double Marathon = 42_195;

    /// <summary>Above this a run without a standard distance is an ultra.</summary>
    internal const double UltraAbove = 43_500;

    private static readonly double[] s_meters =
        [5_000, 10_000, 15_000, 16_093.4, HalfMarathon, Marathon, 50_000, 80_467, 100_000, 160_934];

    /// <summary>1 % below to 3 % above a standard: the feature of tagging.md 5.</summary>
    internal static bool IsStandard(double meters) => Standard(meters, 0.99) > 0;

    /// <summary>The class of a race that was run.</summary>
    /// <param name="meters">The distance of a run; 0 for an unknown one and for every other family.</param>
    /// <param name="elapsedMinutes">From start to finish.</param>
    internal static RaceClass ClassOf(double meters, double elapsedMinutes) =>
        ByStandard(meters) is { } known ? known
        : meters > UltraAbove ? RaceClass.Ultra
        : elapsedMinutes < 75 ? RaceClass.Short
        : elapsedMinutes <= 150 ? RaceClass.Half
        : elapsedMinutes <= 330 ? RaceClass.Marathon
        : RaceClass.Ultra;

    /// <summary>The class of the standard that the distance is near, 5 % below to 3 % above; null without one.</summary>
    internal static RaceClass? ByStandard(double meters) => Standard(meters, 0.95) switch
    {
        0 => null,
        <= 16_093.4 => RaceClass.Short,
        HalfMarathon => RaceClass.Half,
        Marathon => RaceClass.Marathon,
        _ => RaceClass.Ultra,
    };

    /// <summary>The standard that the distance is near: from this ratio below to 3 % above; 0 without one.</summary>
    private static double Standard(double meters, double from)
    {
        foreach (var standard in s_meters)
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
