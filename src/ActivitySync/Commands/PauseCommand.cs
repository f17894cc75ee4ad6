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
        var saved = LogbookText.WithDate(() => logbook.Pause(until), "--until", "Use today or a later day.");
        context.Out.WriteLine(
            $"Emails are {(saved.HasChanged ? "" : "already ")}paused through {LogbookText.FormatDay(until)}. "
                + (
                    saved.HasChanged
                        ? context.FormatUndo(saved)
                        : $"Run '{context.FormatCommand("resume")}' to end that."
                )
        );
        return ExitCode.Done;
    }
}
