using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
using ActivitySync.Data;
using ActivitySync.Recovery.Rules;

namespace ActivitySync.Commands;

/// <summary><c>rules</c>: every rule with its effective parameters, source and evidence.</summary>
internal static class RulesCommand
{
    private const string Indent = "     ";

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "rules",
            "Lists every rule with its parameters, source and evidence.",
            "rules --json"
        );
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var effective = context.EffectiveRules;
        if (context.IsJson)
        {
            context.Out.WriteList(RecoveryRules.Statements, (json, rule) => WriteFields(json, rule, effective));
            return ExitCode.Done;
        }

        foreach (var rule in RecoveryRules.Statements)
        {
            WriteRule(context, rule, effective);
        }

        context.Out.WriteLine(
            "Evidence: A review or meta-analysis, B trial or large cohort, C consensus or observation, D opinion."
        );
        context.Out.WriteLine("Set a parameter in the settings, section Rules, by its name.");
        return ExitCode.Done;
    }

    private static void WriteFields(Utf8JsonWriter json, RuleStatement rule, RuleParameters effective)
    {
        json.WriteString("id", rule.Id);
        json.WriteString("statement", rule.Text);
        json.WriteString("source", EnumText.Format(rule.Source));
        json.WriteString("evidenceGrade", EnumText.Format(rule.Evidence));
        json.WriteString("verdict", rule.Verdict);
        json.WriteString("actsIn", RecoveryRules.GetPlaces(rule));
        json.WriteStartArray("parameters");
        foreach (var parameter in rule.Parameters)
        {
            json.WriteStartObject();
            json.WriteString("name", parameter.Name);
            json.WriteNumber("value", effective.GetValue(parameter));
            json.WriteNumber("default", parameter.Default);
            json.WriteString("unit", parameter.Unit);
            json.WriteString("source", parameter.Source);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteRule(CommandContext context, RuleStatement rule, RuleParameters effective)
    {
        Write(context.Format.Paint($"{rule.Id, -4} ", TextColor.Heading), rule.Text);
        var evidence = $"evidence {EnumText.Format(rule.Evidence)}: {rule.Verdict}";
        Write(Indent, $"source: {EnumText.Format(rule.Source)}; {evidence}");
        foreach (var parameter in rule.Parameters)
        {
            var changed = effective.GetValue(parameter).Equals(parameter.Default)
                ? ""
                : string.Create(CultureInfo.InvariantCulture, $" (default {parameter.Default})");
            Write(
                Indent,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{parameter.Name} = {effective.GetValue(parameter)}{changed} {parameter.Unit}; {parameter.Source}"
                )
            );
        }

        context.Out.WriteLine();

        void Write(string start, string text) => WordWrap.WriteHanging(context.Out, context.Format, start, text);
    }
}
