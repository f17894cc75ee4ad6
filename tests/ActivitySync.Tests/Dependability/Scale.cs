using System.Globalization;

namespace ActivitySync.Tests.Dependability;

/// <summary>
/// How much the long tests do: little by default, all of it (hours) with <c>ACTIVITYSYNC_TEST_SCALE=full</c>, a part
/// with <c>10%</c>; a seed behind it (<c>10%:7</c>) gives another course of events.
/// </summary>
internal static class Scale
{
    private const int UsualSeed = 20261123;

    private static readonly string[] Told = (Environment.GetEnvironmentVariable("ACTIVITYSYNC_TEST_SCALE") ?? "small").Split(':');

    public static bool IsSmall => Told[0] is "small" or "";

    public static int Of(int small, int full) => IsSmall ? small : Math.Max(small, (int)(full * Share));

    /// <summary>Random, the same each time; the seed is printed.</summary>
    public static Random Dice()
    {
        var seed = Told.Length > 1 ? int.Parse(Told[1], CultureInfo.InvariantCulture) : UsualSeed;
        Say($"scale {Told[0]}, seed {seed}");
        return new Random(seed);
    }

    /// <summary>A figure for whoever reads the test's output.</summary>
    public static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private static double Share => Told[0] == "full" ? 1 : int.Parse(Told[0].TrimEnd('%'), CultureInfo.InvariantCulture) / 100.0;
}
