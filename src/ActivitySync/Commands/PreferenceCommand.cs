using System.CommandLine;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary><c>preference list|set|reset</c>: the settings an athlete may change without the settings file.</summary>
internal static class PreferenceCommand
{
    private static readonly Argument<string> Key = new("KEY")
    {
        Description = $"One of: {string.Join(", ", Preference.All.Select(preference => preference.Key))}.",
    };

    private static readonly Argument<string[]> Value = new("VALUE")
    {
        Description = "The value as in the settings file. Conditions takes several; \"\" stands for none.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var list = CommandBuilder.Create(
            "list",
            "Lists the preferences and where each value comes from. "
                + "That is the environment, the page, the file, the database or the default.",
            "preference list"
        );
        list.Options.Add(CommandBuilder.AthleteOption);
        list.Options.Add(CommandBuilder.JsonOption);
        var set = CommandBuilder.Create(
            "set",
            "Changes a preference at once. It overrides the settings file until it is reset.",
            "preference set Digest:Day Saturday"
        );
        set.Arguments.Add(Key);
        set.Arguments.Add(Value);
        set.Options.Add(CommandBuilder.AthleteOption);
        var reset = CommandBuilder.Create(
            "reset",
            "Forgets a change, so that the settings file holds again.",
            "preference reset Digest:Day"
        );
        reset.Arguments.Add(Key);
        reset.Options.Add(CommandBuilder.AthleteOption);
        var command = CommandBuilder.Create(
            "preference",
            "Your preferences: massages, digest, units, language.",
            "preference set Digest:Day Saturday"
        );
        command.Subcommands.Add(list.Handle(List));
        command.Subcommands.Add(set.Handle(Set));
        command.Subcommands.Add(reset.Handle(Reset));
        return command;
    }

    private static ExitCode List(CommandContext context)
    {
        var states = context.GetService<PreferenceService>().GetAll(context.ConfiguredAthlete.Name);
        if (context.IsJson)
        {
            context.Out.WriteList(states, WriteFields);
            return ExitCode.Done;
        }

        foreach (var state in states)
        {
            var locked = state.Lock == PreferenceLock.Operator ? "; locked by Page:Locked" : "";
            context.Out.WriteLine(
                $"{state.Preference.Key} = {FormatValue(state.Preference, state.Value)}  ({state.Origin.Text}{locked})"
            );
        }

        return ExitCode.Done;
    }

    private static ExitCode Set(CommandContext context)
    {
        var name = context.ConfiguredAthlete.Name;
        var service = context.GetService<PreferenceService>();
        var preference = service.Get(name, context.GetValue(Key)!).Preference;
        var values = context.GetValue(Value)!;
        if (values.Length > 1 && !preference.IsList)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"VALUE: {preference.Key} has one value, and {values.Length} were given. Use one."
            );
        }

        WriteChange(context, service.Save(name, preference.Key, Normalize(preference, values)));
        return ExitCode.Done;
    }

    /// <summary>Converts what people write ("Samstag", "7pm", "yes") to the value of the settings.</summary>
    private static string Normalize(Preference preference, string[] values) =>
        string.Join('\n', values) is var text && preference.IsList ? text
        : preference.Key == "Digest:Day" ? SetupAnswerParser.NormalizeDay(text)
        : preference.Key == "Digest:Time" ? SetupAnswerParser.NormalizeTime(text)
        : preference.Choices.Contains("true") && SetupAnswerParser.ParseYesNo(text).Value is { } answer
            ? answer == SetupAnswerParser.Yes ? "true"
                : "false"
        : text;

    private static ExitCode Reset(CommandContext context)
    {
        var change = context
            .GetService<PreferenceService>()
            .Reset(context.ConfiguredAthlete.Name, context.GetValue(Key)!);
        if (change.Former is null)
        {
            var state = context
                .GetService<PreferenceService>()
                .Get(context.ConfiguredAthlete.Name, change.Preference.Key);
            context.Out.WriteLine(
                $"{change.Preference.Key}: nothing to reset; it is {FormatValue(change.Preference, state.Value)} "
                    + $"({state.Origin.Text})."
            );
            return ExitCode.Done;
        }

        WriteChange(context, change);
        return ExitCode.Done;
    }

    private static void WriteChange(CommandContext context, PreferenceChange change)
    {
        var preference = change.Preference;
        var state = context.GetService<PreferenceService>().Get(context.ConfiguredAthlete.Name, preference.Key);
        var undo = change.Former is { } former
            ? $"preference set {preference.Key} {FormatArguments(preference, former)}"
            : $"preference reset {preference.Key}";
        var athlete = context.HasSeveralAthletes ? $" --athlete {context.ConfiguredAthlete.Name}" : "";
        context.Out.WriteLine(
            $"{preference.Key} is {FormatValue(preference, state.Value)} now ({state.Origin.Text}). "
                + $"Undo: activitysync {undo}{athlete}"
        );
    }

    private static void WriteFields(Utf8JsonWriter json, PreferenceState state)
    {
        json.WriteString("key", state.Preference.Key);
        if (state.Preference.IsList)
        {
            json.WriteStartArray("value");
            foreach (var line in Preference.SplitLines(state.Value))
            {
                json.WriteStringValue(line);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteString("value", state.Value);
        }

        json.WriteString("layer", EnumText.Format(state.Origin.Layer));
        json.WriteString("origin", state.Origin.Text);
        json.WriteBoolean("canChange", state.CanChange);
        if (!state.CanChange)
        {
            json.WriteString("lockedBy", EnumText.Format(state.Lock));
        }
    }

    private static string FormatValue(Preference preference, string value) =>
        !preference.IsList ? value
        : value.Length == 0 ? "[]"
        : TerminalText.Sanitize(string.Join(", ", Preference.SplitLines(value)));

    /// <summary>Formats a value as arguments for a shell.</summary>
    private static string FormatArguments(Preference preference, string value) =>
        !preference.IsList ? value
        : value.Length == 0 ? "\"\""
        : string.Join(
            ' ',
            Preference.SplitLines(value).Select(line => $"'{line.Replace("'", "'\\''", StringComparison.Ordinal)}'")
        );
}
