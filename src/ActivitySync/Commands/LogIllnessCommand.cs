using System.CommandLine;

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
        Description = $"{DateArgument.PastForms} Default: today.",
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
        using var logbook = context.OpenLogbook();
        var date = DateArgument.ParsePast(context.GetValue(Date), "--date", logbook.Today);
        var level = LogbookText.WithDate(
            () => logbook.PreviewIllness(kind, date),
            "--date",
            "Use the day it began, or leave it out for today."
        );
        MedicalAnswer.Write(context, logbook, level);
        var saved = logbook.AddIllness(kind, date);
        context.WriteSaved(saved, $"{kind} on {LogbookText.FormatDay(date)}", "log remove");
        return ExitCode.Done;
    }
}
