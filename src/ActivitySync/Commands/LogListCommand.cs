using System.CommandLine;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
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

            var table = new TextTable(
                new TableColumn("ID"),
                new TableColumn("DATE"),
                new TableColumn("WHAT"),
                new TableColumn("DETAILS", Wraps: true)
            );
            foreach (var row in rows)
            {
                table.Add(
                    row.Entry.Id.ToString(),
                    row.Entry.Date.ToColumn(),
                    row.What,
                    $"{TerminalText.Sanitize(row.Text)}{row.TitleNote}"
                );
            }

            table.Write(context.Out, context.Format);
        }

        return ExitCode.Done;
    }
}
