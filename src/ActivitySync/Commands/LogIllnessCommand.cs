using System.CommandLine;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary><c>log illness</c>: logs fever or another illness.</summary>
internal static class LogIllnessCommand
{
    private static readonly Argument<string> Kind = new("KIND")
    {
        Description = "In your words: fever, cold. Any kind postpones massage.",
    };
    private static readonly Option<string?> Date = new("--date")
    {
        Description = "YYYY-MM-DD, today (default) or yesterday.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "illness",
            "Logs fever or another illness.",
            "log illness fever --date yesterday"
        );
        command.Arguments.Add(Kind);
        command.Options.Add(Date);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var kind = TextArgument.Parse(context.GetValue(Kind)!, "KIND");
        using var logbook = new AthleteLogbook(context);
        var date = logbook.ParsePastDate(
            context.GetValue(Date),
            "--date",
            "Use the day it began, or leave it out for today."
        );
        var illness = new Illness(date, kind);
        MedicalAnswer.WriteForIllness(context, logbook, illness);
        var id = EntryId.Format(EntryId.Illness, IllnessRepository.Add(logbook.Connection, logbook.AthleteId, illness));
        context.Out.WriteLine(
            $"Added {id}: {kind} on {AthleteLogbook.FormatDay(date)}. {logbook.FormatUndo($"log remove {id}")}"
        );
        return ExitCode.Done;
    }
}
