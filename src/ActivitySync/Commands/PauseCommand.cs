using System.CommandLine;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>pause</c>: sends no emails until a date.</summary>
internal static class PauseCommand
{
    private static readonly Option<string> Until = new("--until")
    {
        Description = $"The last day without emails: {DateArgument.FutureForms}",
        HelpName = "DATE",
        Required = true,
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("pause", "Pauses emails until a date.", "pause --until 2026-12-31");
        command.Options.Add(Until);
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        using var logbook = context.OpenLogbook();
        var until = DateArgument.Parse(context.GetValue(Until)!, "--until", logbook.Today, DateDirection.Future);
        LogbookText.WithDate(() => logbook.Pause(until), "--until", "Use today or a later day.");
        context.Out.WriteLine(
            $"Emails are paused through {LogbookText.FormatDay(until)}. {context.FormatUndo("resume")}"
        );
        return ExitCode.Done;
    }
}
