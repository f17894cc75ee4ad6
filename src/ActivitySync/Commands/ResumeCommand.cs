using System.CommandLine;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>Ends a pause.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var command = CommandBuilder.Create("resume", "Ends a pause: mails come again.", "resume");
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        using var logbook = new AthleteLogbook(context);
        context.Out.WriteLine(
            PauseRepository.End(logbook.Connection, logbook.AthleteId, logbook.Today)
                ? $"Mails come again. {logbook.FormatUndo("pause --until DATE")}"
                : "There was no pause; mails come as always."
        );
        return ExitCode.Done;
    }
}
