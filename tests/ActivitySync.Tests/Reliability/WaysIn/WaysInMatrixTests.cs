using System.Globalization;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Reliability.WaysIn;

/// <summary>
/// Every way in with every fault. By default each cell has one variant of its fault, and the next way in another one;
/// at full size it has all of them.
/// </summary>
[Trait("Category", "Soak")]
public sealed class WaysInMatrixTests
{
    public static TheoryData<string> Ways => GetWays(needSqlite: false);

    public static TheoryData<string> WaysOfSqlite => GetWays(needSqlite: true);

    [Fact]
    public void Every_cell_runs_or_has_a_reason_not_to()
    {
        var cells = (from way in WayList.All from kind in FaultList.Kinds select (way, kind)).ToList();
        var left = cells
            .Select(cell => (cell.way, cell.kind, cell.way.Cells[cell.kind].Reason))
            .Where(cell => cell.Reason is not null)
            .ToList();
        var variants = cells.Sum(cell => cell.way.Cells[cell.kind].Faults.Count);

        Assert.Equal(WayList.All.Count * FaultList.Kinds.Count, cells.Count);
        Assert.All(cells, cell =>
            Assert.Equal(cell.way.Cells[cell.kind].Reason is null, cell.way.Cells[cell.kind].Faults.Count > 0)
        );
        TestScale.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{WayList.All.Count} ways in x {FaultList.Kinds.Count} faults = {cells.Count} cells: "
                    + $"{cells.Count - left.Count} run with {variants} variants, {left.Count} not applicable:"
            )
        );
        foreach (var reason in left.GroupBy(cell => (cell.kind, cell.Reason)))
        {
            TestScale.WriteLine(
                $"  {reason.Count()} x {reason.Key.kind}: {reason.Key.Reason} "
                    + $"({string.Join("; ", reason.Select(cell => cell.way.Name))})"
            );
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public Task A_fault_in_one_input_is_reported_and_costs_nothing_else(string way) => TestAsync(way);

    [Theory]
    [SqliteOnly]
    [MemberData(nameof(WaysOfSqlite))]
    public Task A_fault_in_a_file_of_the_data_directory_is_reported(string way) => TestAsync(way);

    private static TheoryData<string> GetWays(bool needSqlite) =>
        [.. WayList.All.Where(way => way.NeedsSqlite == needSqlite).Select(way => way.Name)];

    private static async Task TestAsync(string way)
    {
        var entry = WayList.All.Single(entry => entry.Name == way);
        await using var tested = entry.Create();
        await tested.StartAsync();
        var (run, failures) = (0, new List<string>());
        var faults = FaultList.Kinds.SelectMany(kind => entry.Cells[kind].Faults);
        // At small scale every fourth fault, so that each kind comes up at a quarter of the ways.
        var index = WayList.All.ToList().FindIndex(entry => entry.Name == way);
        foreach (var fault in TestScale.IsSmall ? faults.Where((_, i) => (i + index) % 4 == 0) : faults)
        {
            run++;
            try
            {
                await tested.TestAsync(fault);
            }
            catch (Xunit.Sdk.XunitException exception)
            {
                failures.Add($"{fault}: {exception.Message}");
            }
        }

        TestScale.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{way}: {run} variants"));
        Assert.True(failures.Count == 0, $"{failures.Count} of {run}:\n{string.Join("\n\n", failures)}");
    }
}
