using System.CommandLine;
using System.Globalization;
using System.Text.Json;
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
        var rows = LoadRows(context);
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
                    $"{row.Entry.Id, -6} {row.Entry.Date.ToColumn()}  {row.What, -8} "
                        + $"{TerminalText.Sanitize(row.Text)}{row.TitleNote}"
                );
            }
        }

        return ExitCode.Done;
    }

    /// <summary>Writes all log entries like <c>log list --json</c>.</summary>
    public static void WriteAll(CommandContext context, TextWriter output) =>
        output.WriteList(LoadRows(context), WriteFields);

    private static List<LogRow> LoadRows(CommandContext context)
    {
        using var logbook = context.OpenLogbook(isReadOnly: true);
        EntryKind[] kinds = [EntryKind.Massage, EntryKind.Feeling, EntryKind.Pain, EntryKind.Illness];
        return [.. kinds.SelectMany(logbook.GetEntries).Select(CreateRow).OrderBy(row => row.Entry.Date)];
    }

    private static LogRow CreateRow(LogbookEntry entry) =>
        entry switch
        {
            MassageEntry massage => CreateMassageRow(massage),
            FeelingEntry feeling => CreateFeelingRow(feeling),
            PainEntry pain => CreatePainRow(pain),
            IllnessEntry illness => new LogRow(illness, "illness", illness.Illness.Kind, json =>
                json.WriteString("kind", illness.Illness.Kind)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, null),
        };

    private static LogRow CreateMassageRow(MassageEntry entry)
    {
        var kind = EnumText.Format(entry.Massage.Kind);
        return new LogRow(entry, "massage", kind, json => json.WriteString("kind", kind));
    }

    private static LogRow CreateFeelingRow(FeelingEntry entry)
    {
        var feeling = EnumText.Format(entry.Answer.Feeling);
        return new LogRow(entry, "feeling", $"{feeling} after the massage", json =>
            json.WriteString("feeling", feeling)
        );
    }

    private static LogRow CreatePainRow(PainEntry entry)
    {
        var pain = entry.Pain;
        var signs = pain.Signs.Count == 0 ? "" : $", {string.Join(", ", pain.Signs)}";
        var resolved = pain.ResolvedOn is { } on ? $", resolved on {on.ToColumn()}" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{pain.Area}, {pain.Severity} of 10{signs}{resolved}");
        return new LogRow(entry, "pain", text, json =>
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

    private static void WriteFields(Utf8JsonWriter json, LogRow row)
    {
        json.WriteString("id", row.Entry.Id.ToString());
        json.WriteString("what", row.What);
        json.WriteDate("date", row.Entry.Date);
        json.WriteString("origin", row.Entry.Title is null ? "runner" : TitleOrigin.ColumnValue);
        if (row.Entry.Title is { } title)
        {
            json.WriteString("activity", title.ActivityId.ToString(CultureInfo.InvariantCulture));
        }
        else
        {
            json.WriteNull("activity");
        }

        row.WriteFields(json);
    }

    /// <summary>An entry as it is printed.</summary>
    private sealed record LogRow(LogbookEntry Entry, string What, string Text, Action<Utf8JsonWriter> WriteFields)
    {
        public string TitleNote =>
            Entry.Title is { } title
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $", from the title of activity {title.ActivityId} ({title.Source})"
                )
                : "";
    }
}
