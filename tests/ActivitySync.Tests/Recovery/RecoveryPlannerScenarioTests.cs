using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Recovery;

/// <summary>The worked cases of the domain, if they lie beside the repository (or where ACTIVITYSYNC_SHARED says).</summary>
public sealed class RecoveryPlannerScenarioTests
{
    [Fact]
    public void Every_scenario_gets_the_answer_it_expects() =>
        Assert.Equal(
            [],
            FindFiles()
                .SelectMany(file =>
                    FindDifferences(file).Select(miss => $"{Path.GetFileNameWithoutExtension(file)}: {miss}")
                )
        );

    private static List<string> FindDifferences(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(file));
        var plan = RecoveryPlanner.Plan(
            TimelineReader.Read(document.RootElement.GetProperty("input")),
            RuleParameters.Default
        );
        return PlanExpectation.FindDifferences(plan, document.RootElement.GetProperty("expect"));
    }

    private static IEnumerable<string> FindFiles()
    {
        var folder = SpecificationFolder.Find("domain/scenarios");
        return folder is null ? [] : Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);
    }
}
