using System.Globalization;

namespace ActivitySync.Tests.Dependability;

/// <summary>
/// How much the long tests do: little by default, all of it with <c>ACTIVITYSYNC_TEST_SCALE=full</c>, or
/// <c>full:SEED</c> for another course of events.
/// </summary>
internal static class Scale
{
    private const int UsualSeed = 20261123;

    private static readonly string[] Told = (Environment.GetEnvironmentVariable("ACTIVITYSYNC_TEST_SCALE") ?? "small").Split(':');

    public static bool IsFull => Told[0] == "full";

    public static int Of(int small, int full) => IsFull ? full : small;

    /// <summary>Random, the same each time; the seed is printed.</summary>
    public static Random Dice()
    {
        var seed = Told.Length > 1 ? int.Parse(Told[1], CultureInfo.InvariantCulture) : UsualSeed;
        Say($"scale {Told[0]}, seed {seed}");
        return new Random(seed);
    }

    /// <summary>A figure for whoever reads the test's output.</summary>
    public static void Say(string line) => TestContext.Current.TestOutputHelper?.WriteLine(line);
}
