using System.CommandLine;

namespace ActivitySync.Commands;

/// <summary><c>resume</c>: ends a pause.</summary>
internal static class ResumeCommand
{
    public static Command Create()
    {
        var command = CommandBuilder.Create("resume", "Ends a pause of emails.", "resume");
        command.Options.Add(CommandBuilder.AthleteOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        using var logbook = context.OpenLogbook();
        var saved = logbook.Resume();
        context.Out.WriteLine(
            saved.HasChanged ? $"Emails are on again. {context.FormatUndo(saved)}" : "Emails were not paused."
        );
        return ExitCode.Done;
    }
}
