using System.Globalization;

namespace ActivitySync.Tests.Reliability;

/// <summary>
/// How much the long tests do: little by default, all of it (hours) with <c>ACTIVITYSYNC_TEST_SCALE=full</c>, a part
/// with <c>10%</c>; a seed behind it (<c>10%:7</c>) gives another course of events.
/// </summary>
internal static class TestScale
{
    private const int UsualSeed = 20261123;

    private static readonly string[] Parts = (
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_TEST_SCALE") ?? "small"
    ).Split(':');

    public static bool IsSmall => Parts[0] is "small" or "";

    public static int Choose(int small, int full) => IsSmall ? small : Math.Max(small, (int)(full * Share));

    /// <summary>Random, the same each time; the seed is printed.</summary>
    public static Random CreateRandom()
    {
        var seed = Parts.Length > 1 ? int.Parse(Parts[1], CultureInfo.InvariantCulture) : UsualSeed;
        WriteLine($"scale {Parts[0]}, seed {seed}");
        return new Random(seed);
    }

    /// <summary>A figure for whoever reads the test's output.</summary>
    public static void WriteLine(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private static double Share =>
        Parts[0] == "full" ? 1 : int.Parse(Parts[0].TrimEnd('%'), CultureInfo.InvariantCulture) / 100.0;
}
