using System.Text;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Scenarios;

/// <summary>
/// Runs the scenarios of this project and of the specification through <c>simulate</c>. README.md explains the format.
/// </summary>
public sealed class ScenarioTests
{
    private const int MinOwnScenarios = 60;

    private static readonly string[] Pending =
    [
        .. File.ReadLines(Path.Combine(TestPaths.Scenarios, "pending.txt"))
            .Where(line => line.Length > 0 && line[0] != '#'),
    ];

    public static TheoryData<string> OwnScenarios => [.. GetNames(TestPaths.Scenarios)];

    public static TheoryData<string> ImplementedScenarios =>
        [.. GetNames(TestPaths.SpecificationScenarios).Except(Pending)];

    [Theory]
    [MemberData(nameof(OwnScenarios))]
    public void Answers_as_worked_out_by_hand(string name) => AssertAnswer(TestPaths.Scenarios, name);

    [Theory]
    [MemberData(nameof(ImplementedScenarios))]
    public void Answers_as_the_specification_says(string name) => AssertAnswer(TestPaths.SpecificationScenarios, name);

    [Fact]
    public void A_pending_scenario_still_fails() => Assert.All(Pending, name =>
        {
            using var scenario = ReadScenario(TestPaths.SpecificationScenarios, name);
            Assert.True(
                FindDifferences(scenario.RootElement).Count > 0,
                $"{name}: passes but is pending. Remove it from Scenarios/pending.txt."
            );
        });

    [Fact]
    public void Pending_names_are_scenarios_of_the_specification() =>
        Assert.Empty(Pending.Except(GetNames(TestPaths.SpecificationScenarios)));

    [Fact]
    public void The_project_has_at_least_sixty_own_scenarios() =>
        Assert.True(GetNames(TestPaths.Scenarios).Count() >= MinOwnScenarios);

    [Fact]
    public void An_unknown_expectation_is_an_error()
    {
        using var answer = JsonDocument.Parse("""{"massage":null}""");
        using var expect = JsonDocument.Parse("""{"masage":null}""");

        Assert.Contains(
            "masage",
            Assert.Single(ScenarioExpectation.FindDifferences(answer.RootElement, expect.RootElement)),
            StringComparison.Ordinal
        );
    }

    private static void AssertAnswer(string folder, string name)
    {
        using var scenario = ReadScenario(folder, name);
        var root = scenario.RootElement;
        Assert.Equal(name, root.GetProperty("name").GetString());
        Assert.Equal(
            ["expect", "input", "name", "why"],
            root.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)
        );

        var differences = FindDifferences(root);

        Assert.True(differences.Count == 0, $"{root.GetProperty("why").GetString()}\n{string.Join('\n', differences)}");
    }

    private static List<string> FindDifferences(JsonElement scenario)
    {
        using var answer = JsonDocument.Parse(Simulate(scenario.GetProperty("input").GetRawText()));
        return [.. ScenarioExpectation.FindDifferences(answer.RootElement, scenario.GetProperty("expect"))];
    }

    private static string Simulate(string timeline)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var simulator = new Simulator(RuleParameters.Default, "scenario", json: true, output, error);
        simulator.AnswerDocument(new MemoryStream(Encoding.UTF8.GetBytes(timeline)));
        Assert.Equal("", error.ToString());
        return output.ToString();
    }

    private static JsonDocument ReadScenario(string folder, string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));

    private static IEnumerable<string> GetNames(string folder) =>
        Directory
            .EnumerateFiles(folder, "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Order(StringComparer.Ordinal);
}
