using System.Globalization;
using ActivitySync.Tests.Deploy;
using ActivitySync.Tests.Infrastructure;
using ActivitySync.Tests.Reliability;

namespace ActivitySync.Tests.EndToEnd;

/// <summary>Nodes as processes with one PostgreSQL server that are disturbed during a burst of emails.</summary>
[Trait("Category", "System")]
public sealed class ClusterTests
{
    private static readonly (string Fault, string AfterCrash)[] Cases =
    [
        ("kill", "again"),
        ("sessions", "again"),
        ("kill", "never"),
        ("stop", "again"),
        ("restart", "again"),
    ];

    public static TheoryData<string, string> ChosenCases => new(Cases.Take(TestScale.Choose(1, Cases.Length)));

    [Theory]
    [MemberData(nameof(ChosenCases))]
    public async Task No_email_is_lost_and_none_comes_twice_without_a_mark(string fault, string afterCrash)
    {
        Requirements.RequirePublishedProgram();
        Requirements.RequirePostgres();
        Requirements.RequirePython();

        var output = await Shell.RunAsync(
            "python3",
            Path.Combine(TestPaths.RepositoryRoot, "tests", "cluster", "faults.py"),
            "--fault",
            fault,
            "--after-crash",
            afterCrash,
            "--mails",
            TestScale.Choose(150, 10_000).ToString(CultureInfo.InvariantCulture),
            "--faults",
            TestScale.Choose(2, 20).ToString(CultureInfo.InvariantCulture)
        );

        TestScale.WriteLine(output.Trim());
    }
}
