using System.CommandLine;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Commands;

/// <summary>Stops mails until a date.</summary>
internal static class PauseCommand
{
    private static readonly Option<string> Until = new("--until")
    {
        Description = "The last day without mails: YYYY-MM-DD or today.",
        HelpName = "DATE",
        Required = true,
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create("pause", "No mails until a date.", "pause --until 2026-12-31");
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
                $"--until: {until.ToColumn()} has passed; name today or a day to come."
            );
        }

        PauseRepository.Save(logbook.Connection, logbook.AthleteId, until);
        context.Out.WriteLine(
            $"No mails up to and with {AthleteLogbook.FormatDay(until)}. {logbook.FormatUndo("resume")}"
        );
        return ExitCode.Done;
    }
}
