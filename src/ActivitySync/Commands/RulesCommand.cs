using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Recovery.Rules;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Every rule with its numbers in force, its source and how well studied it is.</summary>
internal static class RulesCommand
{
    public static Command Create()
    {
        var verb = Verb.Named("rules", "Every rule with its numbers and its source.", "rules --json");
        verb.Options.Add(Verb.Json);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        var inForce = call.RulesInForce;
        if (call.Json)
        {
            call.Out.WriteList(RuleBook.All, (json, rule) => WriteFields(json, rule, inForce));
            return ExitCode.Done;
        }

        foreach (var rule in RuleBook.All) WriteText(call.Out, rule, inForce);
        call.Out.WriteLine("Evidence: A review or meta-analysis, B trial or large cohort, C consensus or observation, D opinion.");
        call.Out.WriteLine("A number is changed in the settings under Rules, by its name.");
        return ExitCode.Done;
    }

    private static void WriteFields(Utf8JsonWriter json, Rule rule, RuleParameters inForce)
    {
        json.WriteString("id", rule.Id);
        json.WriteString("statement", rule.Text);
        json.WriteString("source", EnumWord.Of(rule.Source));
        json.WriteString("evidenceGrade", EnumWord.Of(rule.Evidence));
        json.WriteString("verdict", rule.Verdict);
        json.WriteString("actsIn", rule.ActsIn);
        json.WriteStartArray("parameters");
        foreach (var parameter in Parameters(rule))
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteNumber("value", parameter.In(inForce));
            json.WriteNumber("default", parameter.Default);
            json.WriteString("unit", parameter.Unit);
            json.WriteString("source", parameter.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteText(TextWriter output, Rule rule, RuleParameters inForce)
    {
        output.WriteLine($"{rule.Id,-4} {rule.Text}");
        output.WriteLine($"     source: {EnumWord.Of(rule.Source)}; evidence {EnumWord.Of(rule.Evidence)}: {rule.Verdict}");
        foreach (var parameter in Parameters(rule))
        {
            var changed = parameter.In(inForce).Equals(parameter.Default)
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" (default {parameter.Default})");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"     {parameter.Name} = {parameter.In(inForce)}{changed} {parameter.Unit}; {parameter.Source}"));
        }

        output.WriteLine();
    }

    private static IEnumerable<RuleParameter> Parameters(Rule rule) => rule.Parameters.Select(RuleParameter.Named).OfType<RuleParameter>();
}
