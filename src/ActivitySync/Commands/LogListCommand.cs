using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

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
        using var logbook = new AthleteLogbook(context, isReadOnly: true);
        var rows = LoadRows(logbook);
        if (context.IsJson)
        {
            context.Out.WriteList(rows, WriteFields);
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
                    $"{row.Id, -6} {row.Date.ToColumn()}  {row.Kind, -8} "
                        + $"{TerminalText.Sanitize(row.Text)}{row.TitleNote}"
                );
            }
        }

        return ExitCode.Done;
    }

    /// <summary>Writes all log entries like <c>log list --json</c>.</summary>
    public static void WriteAll(CommandContext context, TextWriter output)
    {
        using var logbook = new AthleteLogbook(context, isReadOnly: true);
        output.WriteList(LoadRows(logbook), WriteFields);
    }

    private static List<LogRow> LoadRows(AthleteLogbook logbook) =>
        [
            .. MassageRepository
                .GetAll(logbook.Connection, logbook.AthleteId)
                .Select(row => FromMassage(row.Id, row.Value).WithTitle(row.Title))
                .Concat(
                    MassageFeelingRepository
                        .GetAll(logbook.Connection, logbook.AthleteId)
                        .Select(row => FromFeeling(row.Id, row.Value).WithTitle(row.Title))
                )
                .Concat(
                    PainRepository
                        .GetAll(logbook.Connection, logbook.AthleteId)
                        .Select(row => FromPain(row.Id, row.Value).WithTitle(row.Title))
                )
                .Concat(
                    IllnessRepository
                        .GetAll(logbook.Connection, logbook.AthleteId)
                        .Select(row => FromIllness(row.Id, row.Value))
                )
                .OrderBy(row => row.Date),
        ];

    private static LogRow FromMassage(long id, Massage massage)
    {
        var kind = EnumText.Format(massage.Kind);
        return new LogRow(EntryId.Format(EntryId.Massage, id), massage.Date, "massage", kind, json =>
            json.WriteString("kind", kind)
        );
    }

    private static LogRow FromFeeling(long id, MassageAnswer answer)
    {
        var feeling = EnumText.Format(answer.Feeling);
        return new LogRow(
            EntryId.Format(EntryId.Feeling, id),
            answer.MassageDate,
            "feeling",
            $"{feeling} after the massage",
            json => json.WriteString("feeling", feeling)
        );
    }

    private static LogRow FromPain(long id, Pain pain)
    {
        var signs = pain.Signs.Count == 0 ? "" : $", {string.Join(", ", pain.Signs)}";
        var resolved = pain.ResolvedOn is { } on ? $", resolved on {on.ToColumn()}" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{pain.Area}, {pain.Severity} of 10{signs}{resolved}");
        return new LogRow(EntryId.Format(EntryId.Pain, id), pain.Date, "pain", text, json =>
        {
            json.WriteString("area", pain.Area);
            json.WriteNumber("severity", pain.Severity);
            json.WriteStartArray("signs");
            foreach (var sign in pain.Signs)
            {
                json.WriteStringValue(sign);
            }

            json.WriteEndArray();
            json.WriteDate("resolvedOn", pain.ResolvedOn);
        });
    }

    private static LogRow FromIllness(long id, Illness illness) =>
        new(EntryId.Format(EntryId.Illness, id), illness.Date, "illness", illness.Kind, json =>
            json.WriteString("kind", illness.Kind)
        );

    private static void WriteFields(Utf8JsonWriter json, LogRow row)
    {
        json.WriteString("id", row.Id);
        json.WriteString("what", row.Kind);
        json.WriteDate("date", row.Date);
        json.WriteString("origin", row.Title is null ? "runner" : TitleOrigin.ColumnValue);
        if (row.Title is { } title)
        {
            json.WriteString("activity", title.ActivityId.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull("activity");
        }

        row.WriteFields(json);
    }

    private sealed record LogRow(string Id, DateOnly Date, string Kind, string Text, Action<Utf8JsonWriter> WriteFields)
    {
        public TitleOrigin? Title { get; private init; }

        public string TitleNote =>
            Title is { } title
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $", from the title of activity {title.ActivityId} ({title.Source})"
                )
                : "";

        public LogRow WithTitle(TitleOrigin? title) => this with { Title = title };
    }
}
