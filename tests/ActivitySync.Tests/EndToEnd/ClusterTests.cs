using ActivitySync.Tests.Deploy;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>
/// Nodes as processes with one PostgreSQL server that are disturbed: the scripts in <c>tests/cluster</c>. Each prints
/// a line of accounts and fails if they are broken.
/// </summary>
[Trait("Category", "System")]
public sealed class ClusterTests
{
    /// <summary>The scripts with their arguments; a few small ones in CI.</summary>
    public static TheoryData<string> Cases =>
        TestScale.IsSmall
            ? ["faults.py --fault kill --mails 150 --faults 2", "rolling.py --nodes 2 --mails 200 --delay 100"]
            :
            [
                $"faults.py --fault kill {Burst}",
                $"faults.py --fault kill --after-crash never {Burst}",
                $"faults.py --fault stop {Burst}",
                $"faults.py --fault sessions {Burst}",
                $"faults.py --fault restart {Burst}",
                "faults.py --fault database --mails 1000 --faults 1 --delay 100 --rounds 5",
                "faults.py --fault mail --mails 1000 --faults 1",
                "faults.py --fault mail --cut --mails 1000 --faults 1",
                "rolling.py --mails 5000 --rounds 3",
                "clocks.py --seconds 20",
                "clocks.py --seconds 20 --sign -",
                "schedules.py --athletes 100 --minutes 6 --restarts 15",
                "schedules.py --athletes 100 --minutes 6 --restarts 8 --kills 8",
                "tokens.py --athletes 30 --kills 10",
                "tokens.py --athletes 30 --kills 5 --after 5",
                "limits.py",
                "athletes.py",
            ];

    private static string Burst => $"--mails {TestScale.Choose(150, 10_000)} --faults {TestScale.Choose(2, 20)}";

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Nothing_is_lost_and_nothing_done_twice_without_a_mark(string call)
    {
        Requirements.RequirePublishedProgram();
        Requirements.RequirePostgres();
        Requirements.RequirePython();
        Requirements.RequireFaketime();
        var arguments = call.Split(' ');
        var script = Path.Combine(TestPaths.RepositoryRoot, "tests", "cluster", arguments[0]);

        var output = await Shell.RunAsync("python3", ["-B", script, .. arguments[1..]]);

        TestScale.WriteLine(output.Trim());
    }
}
