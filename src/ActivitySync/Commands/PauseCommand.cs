using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary><c>pause</c>: sends no emails until a date.</summary>
internal static class PauseCommand
{
    private static readonly Option<string> Until = new("--until")
    {
        Description = "The last day without emails: YYYY-MM-DD or today.",
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
        using var logbook = new AthleteLogbook(context);
        var until = logbook.ParseDate(context.GetValue(Until), "--until", isFuture: true);
        if (until < logbook.Today)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--until: {until.ToColumn()} has passed. Use today or a later day."
            );
        }

        PauseRepository.Save(logbook.Connection, logbook.AthleteId, until);
        context.Out.WriteLine(
            $"Emails are paused through {AthleteLogbook.FormatDay(until)}. {logbook.FormatUndo("resume")}"
        );
        return ExitCode.Done;
    }
}
