using System.CommandLine;
using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Commands.Terminal;
using ActivitySync.Configuration;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>activities</c>: lists stored activities with their labels and the reasons.</summary>
internal static class ActivitiesCommand
{
    private static readonly Option<string?> Since = new("--since")
    {
        Description = $"First day: {DateArgument.PastForms} Default: all.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "activities",
            "Lists the stored activities with their labels and why.",
            "activities --since 2026-11-01"
        );
        command.Options.Add(Since);
        command.Options.Add(CommandBuilder.AthleteOption);
        command.Options.Add(CommandBuilder.VerboseOption);
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var athlete = context.Athlete;
        var today = AthleteLogbook.GetToday(athlete, context.Clock);
        var since = context.GetValue(Since) is { } typed
            ? DateArgument.Parse(typed, "--since", today, DateDirection.Past)
            : DateOnly.MinValue;
        var all = ActivityDocument.GetRows(context.GetService<AdviceService>().Plan(athlete, today));
        var rows = all.Where(row => GetLocalDate(row.Stored) >= since).ToList();
        if (context.IsJson)
        {
            context.Out.WriteList(rows, ActivityDocument.WriteFields);
            return ExitCode.Done;
        }

        if (rows.Count == 0 && all.Count > 0)
        {
            context.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"No activities since {since:yyyy-MM-dd}; {all.Count} stored before, "
                        + $"the latest on {GetLocalDate(all[^1].Stored):yyyy-MM-dd}."
                )
            );
        }
        else if (rows.Count == 0)
        {
            context.Out.WriteLine(
                "No activities yet. Run 'activitysync sync', or 'activitysync import FILE --athlete NAME'."
            );
        }

        WriteTable(context, athlete, rows);
        return ExitCode.Done;
    }

    private static void WriteTable(
        CommandContext context,
        AthleteSettings athlete,
        IReadOnlyList<(StoredActivity Stored, TaggedActivity? Tagged)> rows
    )
    {
        var table = new TextTable(
            new TableColumn("ID"),
            new TableColumn("DATE"),
            new TableColumn("FROM", Wraps: true),
            new TableColumn("TITLE", Wraps: true),
            new TableColumn("ACTIVITY", Wraps: true)
        );
        foreach (var (stored, tagged) in rows)
        {
            var activity = stored.Activity;
            table.Add(
                activity.Id,
                string.Create(CultureInfo.InvariantCulture, $"{GetLocalDate(stored):yyyy-MM-dd}"),
                string.Join(", ", stored.Sources.Select(source => source.ToColumn())),
                TerminalText.Sanitize(activity.Name),
                new TableCell(Describe(context, athlete, activity, tagged), GetColor(tagged))
            );
        }

        table.Write(context.Out, context.Format);
    }

    private static string Describe(
        CommandContext context,
        AthleteSettings athlete,
        Activity activity,
        TaggedActivity? tagged
    ) =>
        context.IsVerbose && tagged is not null
            ? TerminalText.Sanitize(tagged.Explanation)
            : ActivityDescription.Describe(activity, tagged, athlete.Units);

    private static TextColor GetColor(TaggedActivity? tagged) =>
        tagged?.Labels switch
        {
            [Label.Race, ..] => TextColor.Note,
            [_, ..] => TextColor.Command,
            _ => TextColor.None,
        };

    private static DateOnly GetLocalDate(StoredActivity stored) =>
        DateOnly.FromDateTime(stored.Activity.Start.DateTime);
}
