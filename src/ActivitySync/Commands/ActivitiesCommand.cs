using System.CommandLine;
using System.Globalization;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Logbook;
using ActivitySync.Recovery;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary><c>activities</c>: lists stored activities with their labels and the reasons.</summary>
internal static class ActivitiesCommand
{
    private const double SecondsPerMinute = 60;

    private static readonly Option<string?> Since = new("--since")
    {
        Description = "First day: YYYY-MM-DD, today or yesterday. Default: all.",
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
        command.Options.Add(CommandBuilder.JsonOption);
        return command.Handle(Run);
    }

    private static ExitCode Run(CommandContext context)
    {
        var athlete = context.Athlete;
        var today = AthleteLogbook.GetToday(athlete, context.Clock);
        var since = context.GetValue(Since) is { } typed
            ? DateArgument.Parse(typed, "--since", today)
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

        foreach (var (stored, tagged) in rows)
        {
            context.Out.WriteLine(FormatLine(stored, tagged));
        }

        return ExitCode.Done;
    }

    private static string FormatLine(StoredActivity stored, TaggedActivity? tagged)
    {
        var activity = stored.Activity;
        var minutes = (activity.MovingSeconds ?? activity.ElapsedSeconds ?? 0) / SecondsPerMinute;
        var sources = string.Join('+', stored.Sources.Select(source => source.ToColumn()));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{activity.Id, -6} {GetLocalDate(stored):yyyy-MM-dd}  {TerminalText.Sanitize(activity.Sport)} "
                + $"{minutes:0} min  \"{TerminalText.Sanitize(activity.Name)}\"  [{sources}]"
                + $"  {TerminalText.Sanitize(tagged?.Explanation ?? "")}"
        );
    }

    private static DateOnly GetLocalDate(StoredActivity stored) =>
        DateOnly.FromDateTime(stored.Activity.Start.DateTime);
}
