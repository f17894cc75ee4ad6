using System.CommandLine;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;

namespace ActivitySync.Commands;

/// <summary><c>log list</c>: lists log entries by date.</summary>
internal static class LogListCommand
{
    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "list",
            "Lists log entries with their ids for 'log remove'.",
            "log list --json"
        );
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        using var logbook = context.OpenLogbook(isReadOnly: true);
        var rows = LogDocument.GetRows(logbook);
        if (context.IsJson)
        {
            context.Out.WriteList(rows, LogDocument.WriteFields);
        }
        else
        {
            if (rows.Count == 0)
            {
                context.Out.WriteLine(
                    "Nothing logged yet. Run 'activitysync log massage today swedish' to log a massage."
                );
            }

            foreach (var row in rows)
            {
                context.Out.WriteLine(
                    $"{row.Entry.Id, -6} {row.Entry.Date.ToColumn()}  {row.What, -8} "
                        + $"{TerminalText.Sanitize(row.Text)}{row.TitleNote}"
                );
            }
        }

        return ExitCode.Done;
    }
}
