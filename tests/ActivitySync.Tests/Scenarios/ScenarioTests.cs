using System.Text;
using System.Text.Json;
using ActivitySync.Commands;
using ActivitySync.Recovery.Rules;
using ActivitySync.Tests.Infrastructure;

namespace ActivitySync.Tests.Scenarios;

/// <summary>Cases with their expected answers, answered the way <c>simulate</c> answers. README.md beside them says how to add one.</summary>
public sealed class ScenarioTests
{
    private static string OwnFolder { get; } =
        Path.Combine(TestPaths.RepositoryRoot, "tests", "ActivitySync.Tests", "Scenarios");

    public static TheoryData<string> OwnScenarios =>
        [.. FilesIn(OwnFolder).Select(file => Path.GetFileNameWithoutExtension(file))];

    public static TheoryData<string> SpecificationScenarios =>
        [
            .. SharedScenarios is { } folder
                ? FilesIn(folder).Select(file => Path.GetFileNameWithoutExtension(file))
                : ["none"],
        ];

    private static string? SharedScenarios =>
        TestPaths.SharedFolder is { } shared ? Path.Combine(shared, "domain", "scenarios") : null;

    [Theory]
    [MemberData(nameof(OwnScenarios))]
    public void Answers_as_worked_out_by_hand(string name) => Check(OwnFolder, name);

    [Theory]
    [MemberData(nameof(SpecificationScenarios))]
    public void Answers_as_the_specification_says(string name)
    {
        Requirements.RequireSharedFolder();
        Check(SharedScenarios!, name);
    }

    [Fact]
    public void There_are_at_least_sixty_of_our_own() => Assert.True(FilesIn(OwnFolder).Count() >= 60);

    [Fact]
    public void An_expectation_that_is_not_known_is_an_error()
    {
        using var answer = JsonDocument.Parse("""{"massage":null}""");
        using var expect = JsonDocument.Parse("""{"masage":null}""");

        Assert.Contains(
            "masage",
            Assert.Single(ScenarioExpectation.FindDifferences(answer.RootElement, expect.RootElement)),
            StringComparison.Ordinal
        );
    }

    private static void Check(string folder, string name)
    {
        using var scenario = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, name + ".json")));
        var root = scenario.RootElement;
        Assert.Equal(name, root.GetProperty("name").GetString());
        Assert.Equal(
            ["expect", "input", "name", "why"],
            root.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal)
        );

        using var answer = JsonDocument.Parse(Simulate(root.GetProperty("input").GetRawText()));

        var differences = ScenarioExpectation.FindDifferences(answer.RootElement, root.GetProperty("expect")).ToList();
        Assert.True(
            differences.Count == 0,
            $"{root.GetProperty("why").GetString()}\n{string.Join('\n', differences)}\nreasons: {answer.RootElement.GetProperty("reasons")}"
        );
    }

    private static string Simulate(string timeline)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var simulation = new Simulator(RuleParameters.Default, "scenario", json: true, output, error);
        simulation.AnswerDocument(new MemoryStream(Encoding.UTF8.GetBytes(timeline)));
        Assert.Equal("", error.ToString());
        return output.ToString();
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal);
}
