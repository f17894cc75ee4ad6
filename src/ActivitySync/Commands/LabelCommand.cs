using System.CommandLine;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary>The runner's word on an activity.</summary>
internal static class LabelCommand
{
    /// <summary>Not a label: takes the runner's own away.</summary>
    private const string Auto = "auto";

    private static readonly Argument<string> Id = new("ID") { Description = "The activity, as 'activities' shows it." };
    private static readonly Argument<string> Word = new("LABEL")
    {
        Description = $"{EnumText.ListChoices<AthleteLabelKind>()}, or {Auto}: as we would say without you.",
    };

    private static readonly Option<string?> Importance = new("--importance")
    {
        Description = "With race. A: the season's aim; B: a race; C: training with a number on.",
        HelpName = "A|B|C",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "label",
            "Says what an activity was; always wins, and stays through every later sync.",
            "label 42 race --importance A"
        );
        command.Arguments.Add(Id);
        command.Arguments.Add(Word);
        command.Options.Add(Importance);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var typed = context.GetValue(Word)!;
        AthleteLabelKind? word = typed.Equals(Auto, StringComparison.OrdinalIgnoreCase) ? null : ParseLabel(typed);
        var importance = ChoiceArgument.ParseOptional<Importance>(context.GetValue(Importance), "--importance");
        if (importance is not null && word != AthleteLabelKind.Race)
        {
            throw new OperationException(ErrorKind.InvalidInput, "--importance: goes with race only; leave it out.");
        }

        using var logbook = new AthleteLogbook(context);
        var id = ParseActivityId(logbook, context.GetValue(Id)!);
        if (word is { } said)
        {
            LabelRepository.AddToActivity(
                logbook.Connection,
                logbook.AthleteId,
                id,
                said,
                importance,
                context.Clock.GetUtcNow()
            );
            var weight = importance is { } known ? $", importance {known}" : "";
            context.Out.WriteLine(
                $"Kept: activity {id} is {EnumText.Format(said)}{weight}, by your word. {logbook.FormatUndo($"label {id} {Auto}")}"
            );
        }
        else
        {
            LabelRepository.RemoveFromActivity(logbook.Connection, logbook.AthleteId, id);
            context.Out.WriteLine(
                $"Your own labels of activity {id} are gone; it is tagged by its numbers and title again."
            );
        }

        return ExitCode.Done;
    }

    private static AthleteLabelKind ParseLabel(string typed) =>
        ChoiceArgument.TryParse<AthleteLabelKind>(typed, out var word)
            ? word
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"LABEL: \"{TerminalText.Sanitize(typed, 40)}\" is unknown; possible: {EnumText.ListChoices<AthleteLabelKind>()}, {Auto}."
            );

    private static long ParseActivityId(AthleteLogbook logbook, string typed) =>
        long.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && RecordingIdentityRepository.GetByActivity(logbook.Connection, logbook.AthleteId, id).Count > 0
            ? id
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"ID: there is no activity {TerminalText.Sanitize(typed, 40)}; 'activitysync activities' shows them."
            );
}
