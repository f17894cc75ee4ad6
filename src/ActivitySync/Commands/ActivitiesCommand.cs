using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sync;

namespace ActivitySync.Commands;

/// <summary>What is held, with tags and why.</summary>
internal static class ActivitiesCommand
{
    private const double SecondsPerMinute = 60;

    private static readonly Option<string?> Since = new("--since")
    {
        Description = "The first day: YYYY-MM-DD, today or yesterday; default: all.",
        HelpName = "DATE",
    };

    public static Command Create()
    {
        var command = CommandBuilder.Create(
            "activities",
            "What is held, with tags and why.",
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
        var all = LoadRows(context, athlete, today);
        var rows = all.Where(row => GetLocalDate(row.Held) >= since).ToList();
        if (context.IsJson)
        {
            context.Out.WriteList(rows, (json, row) => WriteFields(json, row.Held, row.Tagged));
            return ExitCode.Done;
        }

        if (rows.Count == 0 && all.Count > 0)
        {
            context.Out.WriteLine(
                $"No activities since {since:yyyy-MM-dd}; the last of the {all.Count} that are held is of {GetLocalDate(all[^1].Held):yyyy-MM-dd}."
            );
        }
        else if (rows.Count == 0)
        {
            context.Out.WriteLine(
                "No activities. Get some: activitysync sync, or activitysync import FILE --athlete NAME"
            );
        }

        foreach (var (held, tagged) in rows)
        {
            context.Out.WriteLine(FormatLine(held, tagged));
        }

        return ExitCode.Done;
    }

    /// <summary>All of them as <c>activities --json</c> prints them.</summary>
    public static void WriteAll(CommandContext context, TextWriter output) =>
        output.WriteList(
            LoadRows(context, context.Athlete, AthleteLogbook.GetToday(context.Athlete, context.Clock)),
            (json, row) => WriteFields(json, row.Held, row.Tagged)
        );

    private static List<(StoredActivity Held, TaggedActivity? Tagged)> LoadRows(
        CommandContext context,
        AthleteSettings athlete,
        DateOnly today
    )
    {
        var planned = context.GetService<AdviceService>().Plan(athlete, today);
        var tags = planned.Plan.Activities.ToDictionary(tagged => tagged.Activity.Id, StringComparer.Ordinal);
        return
        [
            .. planned
                .Activities.Values.OrderBy(held => held.Activity.Start)
                .ThenBy(held => held.Activity.Id, StringComparer.Ordinal)
                .Select(held => (held, tags.GetValueOrDefault(held.Activity.Id))),
        ];
    }

    private static void WriteFields(Utf8JsonWriter json, StoredActivity held, TaggedActivity? tagged)
    {
        var activity = held.Activity;
        json.WriteString("id", activity.Id);
        json.WriteStartArray("sources");
        foreach (var source in held.Sources)
        {
            json.WriteStringValue(source.ToColumn());
        }

        json.WriteEndArray();
        json.WriteString("start", activity.Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("sport", activity.Sport);
        json.WriteString("name", activity.Name);
        json.WriteNumberOrNull("distanceMeters", activity.DistanceMeters);
        json.WriteNumberOrNull("movingSeconds", activity.MovingSeconds);
        json.WriteNumberOrNull("elapsedSeconds", activity.ElapsedSeconds);
        json.WriteNumberOrNull("averageHeartRate", activity.AverageHeartRate);
        json.WriteNumberOrNull("maxHeartRate", activity.MaxHeartRate);
        PlanDocumentActivity.WriteTags(json, tagged);
        json.WriteNumber("confidence", tagged?.Confidence ?? 0);
        json.WriteString("explanation", tagged?.Explanation ?? "");
    }

    private static string FormatLine(StoredActivity held, TaggedActivity? tagged)
    {
        var minutes = (held.Activity.MovingSeconds ?? held.Activity.ElapsedSeconds ?? 0) / SecondsPerMinute;
        var sources = string.Join('+', held.Sources.Select(source => source.ToColumn()));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{held.Activity.Id, -6} {GetLocalDate(held):yyyy-MM-dd}  {TerminalText.Sanitize(held.Activity.Sport)} {minutes:0} min  \"{TerminalText.Sanitize(held.Activity.Name)}\"  [{sources}]  {TerminalText.Sanitize(tagged?.Explanation ?? "")}"
        );
    }

    private static DateOnly GetLocalDate(StoredActivity held) => DateOnly.FromDateTime(held.Activity.Start.DateTime);
}
