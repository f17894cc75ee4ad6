using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Tests.Scenarios;

/// <summary>
/// Changes each rule parameter one step up and one step down. At least one scenario must fail, or the parameter's value
/// is untested.
/// </summary>
public sealed class EveryParameterTests
{
    private const double RatioStep = 0.05;

    /// <summary>
    /// Changes that cannot make a scenario fail while the other parameters have their values, with the reason.
    /// </summary>
    private static readonly Dictionary<string, string> Undetected = new()
    {
        ["AfterHardPreferredFrom 1 -> 0"] = "a hard workout opens no window",
        ["AfterHardPreferredFrom 1 -> 2"] = "a hard workout opens no window",
        ["AfterHardPreferredTo 3 -> 2"] = "a hard workout opens no window",
        ["AfterHardPreferredTo 3 -> 4"] = "a hard workout opens no window",
        ["AfterUltraPreferredFrom 4 -> 3"] = "no day before the fourth is allowed",
        ["AfterMarathonPreferredFrom 3 -> 2"] = "no day before the third is allowed",
        ["AfterShortPreferredFrom 2 -> 1"] = "no day before the second is allowed",
        ["AfterVeryLongPreferredFrom 2 -> 1"] = "no day before the second is allowed",
        ["AfterLongPreferredFrom 2 -> 1"] =
            "deep work begins on the second; gentle work is chosen only where the second and third are blocked",
        ["CalendarDays 21 -> 22"] = "a scenario names days of the calendar, not its end",
        ["DeepLeadDays 2 -> 1"] = "what blocks deep work but not gentle blocks it for one day or for four",
        ["SelfLightBeforeDays 2 -> 1"] = "two days before a race no day is allowed, which makes it light too",
        ["SelfLightBeforeDays 2 -> 3"] = "three days before a race no day is allowed, which makes it light too",
    };

    [Fact]
    public void A_scenario_fails_when_a_parameter_changes()
    {
        var scenarios = LoadScenarios();
        Assert.Equal([], scenarios.Where(scenario => scenario.Fails(RuleParameters.Default)).Select(one => one.Name));

        var undetected = RecoveryRules
            .Parameters.SelectMany(GetVariants)
            .Where(variant => !scenarios.Exists(scenario => scenario.Fails(variant.Rules)))
            .Select(variant => variant.Change)
            .ToList();

        Assert.True(
            undetected.All(Undetected.ContainsKey),
            "No scenario fails after:\n" + string.Join('\n', undetected.Except(Undetected.Keys))
        );
        Assert.Equal([], Undetected.Keys.Except(undetected));
    }

    private static IEnumerable<(string Change, RuleParameters Rules)> GetVariants(RuleParameter parameter)
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

    private static List<Scenario> LoadScenarios() =>
        [.. Directory.EnumerateFiles(TestPaths.Scenarios, "*.json").Select(ReadScenario)];

    private static Scenario ReadScenario(string file)
    {
        var root = JsonDocument.Parse(File.ReadAllBytes(file)).RootElement;
        return new(
            Path.GetFileNameWithoutExtension(file),
            SimulationDocument.Read(root.GetProperty("input")),
            root.GetProperty("expect")
        );
    }

    private sealed record Scenario(string Name, Timeline Timeline, JsonElement Expect)
    {
        public bool Fails(RuleParameters rules)
        {
            using var answer = JsonDocument.Parse(PlanDocument.ToUtf8Bytes(RecoveryPlanner.Plan(Timeline, rules)));
            return ScenarioExpectation.FindDifferences(answer.RootElement, Expect).Any();
        }
    }
}
