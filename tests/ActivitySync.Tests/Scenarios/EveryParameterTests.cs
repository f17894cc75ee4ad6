using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Scenarios;

/// <summary>Moves each number of the rules a step up and a step down: a case must notice, or nothing holds the number where it is.</summary>
public sealed class EveryParameterTests
{
    private const double RatioStep = 0.05;

    /// <summary>Steps that no case can notice as long as the other numbers stand where they are, and why.</summary>
    private static readonly Dictionary<string, string> Unnoticed = new()
    {
        ["AfterHardPreferredFrom 1 -> 0"] = "a hard workout opens no window",
        ["AfterHardPreferredFrom 1 -> 2"] = "a hard workout opens no window",
        ["AfterHardPreferredTo 3 -> 2"] = "a hard workout opens no window",
        ["AfterHardPreferredTo 3 -> 4"] = "a hard workout opens no window",
        ["AfterUltraPreferredFrom 4 -> 3"] = "no day before the fourth is legal",
        ["AfterMarathonPreferredFrom 3 -> 2"] = "no day before the third is legal",
        ["AfterShortPreferredFrom 2 -> 1"] = "no day before the second is legal",
        ["AfterVeryLongPreferredFrom 2 -> 1"] = "no day before the second is legal",
        ["AfterVeryLongPreferredFrom 2 -> 3"] =
            "deep work begins on the third; gentle work is chosen only where the third and fourth are blocked",
        ["AfterLongPreferredFrom 2 -> 1"] =
            "deep work begins on the second; gentle work is chosen only where the second and third are blocked",
        ["CalendarDays 21 -> 22"] = "a case names days of the calendar, not where it ends",
        ["DeepLeadDays 2 -> 1"] = "what blocks deep work but not gentle blocks it for one day or for four",
        ["DeepLeadDays 2 -> 3"] = "what blocks deep work but not gentle blocks it for one day or for four",
        ["SelfLightBeforeDays 2 -> 1"] = "two days before a race no day is legal, which makes it light too",
        ["SelfLightBeforeDays 2 -> 3"] = "three days before a race no day is legal, which makes it light too",
    };

    [Fact]
    public void Every_parameter_matters()
    {
        var cases = LoadCases();

        Assert.Equal([], cases.Where(one => one.Notices(RuleParameters.Default)).Select(one => one.Name));
        var unnoticed = RecoveryRules
            .Parameters.SelectMany(GetVariants)
            .Where(moved => !cases.Exists(one => one.Notices(moved.Rules)))
            .Select(moved => moved.What)
            .ToList();
        Assert.True(
            unnoticed.All(Unnoticed.ContainsKey),
            "No case notices:\n" + string.Join('\n', unnoticed.Where(what => !Unnoticed.ContainsKey(what)))
        );
        Assert.Equal([], Unnoticed.Keys.Except(unnoticed));
    }

    private static IEnumerable<(string What, RuleParameters Rules)> GetVariants(RuleParameter parameter)
    {
        var step = parameter.IsInteger ? 1 : RatioStep;
        foreach (var value in (double[])[parameter.Default - step, parameter.Default + step])
        {
            yield return (
                FormattableString.Invariant($"{parameter.Name} {parameter.Default} -> {value}"),
                RuleParameters.Default.With(parameter, value)
            );
        }
    }

    private static List<Case> LoadCases() =>
        [
            .. Directory
                .EnumerateFiles(
                    Path.Combine(TestPaths.RepositoryRoot, "tests", "ActivitySync.Tests", "Scenarios"),
                    "*.json"
                )
                .Select(ReadCase),
        ];

    private static Case ReadCase(string file)
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
        return new(
            Path.GetFileNameWithoutExtension(file),
            SimulationDocument.Read(root.GetProperty("input")),
            root.GetProperty("expect")
        );
    }

    private sealed record Case(string Name, Timeline Timeline, JsonElement Expect)
    {
        /// <summary>With these numbers the case fails.</summary>
        public bool Notices(RuleParameters rules)
        {
            using var answer = JsonDocument.Parse(PlanDocument.ToUtf8Bytes(RecoveryPlanner.Plan(Timeline, rules)));
            return ScenarioExpectation.FindDifferences(answer.RootElement, Expect).Any();
        }
    }
}
