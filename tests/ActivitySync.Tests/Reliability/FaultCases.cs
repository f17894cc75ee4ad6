using System.Text.Json.Nodes;

namespace ActivitySync.Tests.Reliability;

/// <summary>Every fault of a stand-in at every step of a sync: once, for long, and in pairs.</summary>
internal static class FaultCases
{
    private const int CasesPerBatch = 50;
    private const int CasesOfSmallBatch = 25;
    private const int BatchesAtATime = 10;

    /// <param name="kinds">The faults without their place.</param>
    /// <param name="steps">The calls of a sync, each with its number among calls of that path.</param>
    /// <param name="persistentCount">For how many calls a long fault lasts.</param>
    /// <param name="random">Chooses pairs.</param>
    /// <param name="smallPairs">The number of pairs at small scale.</param>
    /// <param name="smallShare">At small scale one case of this many; coprime to the number of steps, so that all kinds
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

    /// <summary>
    /// Runs the cases in batches, several at a time, since most of a case is waiting. Each batch has a fixture and
    /// random numbers of its own, so that a seed always gives the same cases.
    /// </summary>
    /// <param name="cases">What <see cref="Create"/> returned.</param>
    /// <param name="random">Gives each batch its seed.</param>
    /// <param name="runAsync">Runs a batch, and returns a count.</param>
    /// <returns>The sum of the counts.</returns>
    public static async Task<int> RunInBatchesAsync(
        IReadOnlyCollection<JsonObject[]> cases,
        Random random,
        Func<JsonObject[][], Random, Task<int>> runAsync
    )
    {
        var batches = cases
            .Chunk(TestScale.IsSmall ? CasesOfSmallBatch : CasesPerBatch)
            .Select(batch => (Cases: batch, Seed: random.Next()))
            .ToList();
        var sum = 0;
        await Parallel.ForEachAsync(
            batches,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = TestScale.IsSmall ? 2 : BatchesAtATime,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (batch, _) =>
            {
#pragma warning disable CA5394 // the same numbers in each run
                Interlocked.Add(ref sum, await runAsync(batch.Cases, new Random(batch.Seed)));
#pragma warning restore CA5394
            }
        );
        return sum;
    }

    public static bool IsHang(JsonObject fault) => (string)fault["do"]! == "hang";

    private static JsonObject CreateFault(JsonObject kind, (string Path, int Nth) step, int count)
    {
        var fault = (JsonObject)kind.DeepClone();
        (fault["path"], fault["nth"], fault["count"]) = (step.Path, step.Nth, count);
        return fault;
    }
}
