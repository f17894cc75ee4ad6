using System.Globalization;

namespace ActivitySync.Tests.Reliability;

/// <summary>
/// How much the soak tests do: little by default, everything (hours) with <c>ACTIVITYSYNC_TEST_SCALE=full</c>, a part
/// with <c>10%</c>. A seed after a colon (<c>10%:7</c>) gives another sequence of random events.
/// </summary>
internal static class TestScale
{
    private const int DefaultSeed = 20261123;

    private static readonly string[] Parts = (
        Environment.GetEnvironmentVariable("ACTIVITYSYNC_TEST_SCALE") ?? "small"
    ).Split(':');

    public static bool IsSmall => Parts[0] is "small" or "";

    public static int Choose(int small, int full) => IsSmall ? small : Math.Max(small, (int)(full * Share));

    /// <summary>Creates a generator with the same numbers in each run; the seed is printed.</summary>
    public static Random CreateRandom()
    {
        var seed = Parts.Length > 1 ? int.Parse(Parts[1], CultureInfo.InvariantCulture) : DefaultSeed;
        WriteLine($"scale {Parts[0]}, seed {seed}");
        return new Random(seed);
    }

    /// <summary>Prints a figure to the test's output.</summary>
    public static void WriteLine(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);

    private static double Share =>
        Parts[0] == "full" ? 1 : int.Parse(Parts[0].TrimEnd('%'), CultureInfo.InvariantCulture) / 100.0;
}
