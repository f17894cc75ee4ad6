using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Reliability;

/// <summary>Every fault of a stand-in at every step of a sync: once, for long, and in pairs.</summary>
internal static class FaultCases
{
    /// <param name="kinds">The faults without their place.</param>
    /// <param name="steps">The calls of a sync, each with its number among calls of that path.</param>
    /// <param name="persistentCount">For how many calls a long fault lasts.</param>
    /// <param name="random">Chooses pairs.</param>
    /// <param name="smallPairs">The number of pairs at small scale.</param>
    /// <param name="smallShare">At small scale one case of so many; coprime to the number of steps, so that all kinds
    /// and steps remain.</param>
    public static List<JsonObject[]> Create(
        JsonObject[] kinds,
        (string Path, int Nth)[] steps,
        int persistentCount,
        Random random,
        int smallPairs,
        int smallShare
    )
    {
        var single = (from kind in kinds from step in steps select CreateFault(kind, step, 1)).ToList();
        var cases = single.Select(fault => new[] { fault }).ToList();
        cases.AddRange(
            from kind in kinds
            from step in steps
            where step.Nth == 1
            select new[] { CreateFault(kind, step, persistentCount) }
        );
        var pairs = (from first in single from second in single select new[] { first, second }).ToArray();
        random.Shuffle(pairs);
        cases.AddRange(pairs.Take(TestScale.Choose(smallPairs, pairs.Length)));
        if (TestScale.IsSmall)
        {
            cases = [.. cases.Where((_, i) => i % smallShare == 0)];
        }

        TestScale.WriteLine($"{cases.Count} cases");
        return cases;
    }

    public static bool IsHang(JsonObject fault) => (string)fault["do"]! == "hang";

    private static JsonObject CreateFault(JsonObject kind, (string Path, int Nth) step, int count)
    {
        var fault = (JsonObject)kind.DeepClone();
        (fault["path"], fault["nth"], fault["count"]) = (step.Path, step.Nth, count);
        return fault;
    }
}
