using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>label</c>: sets the athlete's label of an activity.</summary>
internal static class LabelCommand
{
    /// <summary>Not a label: removes the athlete's labels.</summary>
    private const string Auto = "auto";

    private static readonly Argument<string> Id = new("ID") { Description = "The activity, as 'activities' shows it." };
    private static readonly Argument<string> Label = new("LABEL")
    {
        Description = $"One of: {EnumText.ListChoices<AthleteLabelKind>()}, {Auto}. {Auto} removes your label.",
    };

    private static readonly Option<string?> Importance = new("--importance")
    {
        Description = "Only with race. A: goal of the season; B: a race; C: training with a bib number.",
        HelpName = "A|B|C",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "label",
            "Sets what an activity was. Your label always wins and survives every later sync.",
            "label 42 race --importance A"
        );
        command.Arguments.Add(Id);
        command.Arguments.Add(Label);
        command.Options.Add(Importance);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var typed = context.GetValue(Label)!;
        AthleteLabelKind? label = typed.Equals(Auto, StringComparison.OrdinalIgnoreCase) ? null : ParseLabel(typed);
        var importance = ChoiceArgument.ParseOptional<Importance>(context.GetValue(Importance), "--importance");
        var typedId = context.GetValue(Id)!;
        var id = ParseActivityId(typedId);
        using var logbook = context.OpenLogbook();
        SavedChange saved;
        try
        {
            saved = logbook.SetLabel(id, label, importance);
        }
        catch (InvalidEntryException invalid)
        {
            throw CreateError(invalid, typedId);
        }

        if (label is { } kind)
        {
            var weight = importance is { } value ? $", importance {value}" : "";
            context.Out.WriteLine(
                $"Labeled activity {id}: {EnumText.Format(kind)}{weight}. {context.FormatUndo(saved)}"
            );
        }
        else
        {
            context.Out.WriteLine(
                saved.HasChanged
                    ? $"Removed your labels of activity {id}. Its label is again computed from recording and title. "
                        + context.FormatUndo(saved)
                    : $"Activity {id} has no label of yours. Its label is computed from recording and title."
            );
        }

        return ExitCode.Done;
    }

    private static AthleteLabelKind ParseLabel(string typed) =>
        EntryParser.TryParseChoice<AthleteLabelKind>(typed, out var label)
            ? label
            : throw new OperationException(
                ErrorKind.InvalidInput,
                "LABEL: "
                    + ChoiceArgument.DescribeProblem<AthleteLabelKind>(
                        typed,
                        $"{EnumText.ListChoices<AthleteLabelKind>()}, {Auto}"
                    )
            );

    /// <summary>A text that is not an id belongs to no activity.</summary>
    private static long ParseActivityId(string typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private static OperationException CreateError(InvalidEntryException invalid, string typedId) =>
        new(
            ErrorKind.InvalidInput,
            invalid.Problem == EntryProblem.OnlyForRace
                ? "--importance: only valid with the label race. Use it with race, or leave it out."
                : $"ID: there is no activity {TerminalText.Sanitize(typedId, 40)}. "
                    + "Run 'activitysync activities' to see the ids."
        );
}
