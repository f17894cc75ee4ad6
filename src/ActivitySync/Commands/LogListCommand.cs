using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Store;

namespace ActivitySync.Commands;

/// <summary>Lists what was logged, by date.</summary>
internal static class LogListCommand
{
    public static Command Create()
    {
        var verb = Verb.Named("list", "Lists what was logged, with the ids that 'log remove' takes.", "log list --json");
        verb.Options.Add(Verb.Athlete);
        verb.Options.Add(Verb.Json);
        return verb.Does(Run);
    }

    private static ExitCode Run(VerbCall call)
    {
        using var book = new RunnerBook(call);
        var rows = Rows(book);
        if (call.Json)
        {
            call.Out.WriteList(rows, WriteFields);
        }
        else
        {
            if (rows.Count == 0) call.Out.WriteLine("Nothing logged yet. Log a massage: activitysync log massage today swedish");
            foreach (var row in rows) call.Out.WriteLine($"{row.Id,-6} {row.Date.ToColumn()}  {row.What,-8} {PlainText.Of(row.Text)}{row.Told}");
        }

        return ExitCode.Done;
    }

    /// <summary>All of them as <c>log list --json</c> prints them.</summary>
    public static void WriteAll(VerbCall call, TextWriter output)
    {
        using var book = new RunnerBook(call);
        output.WriteList(Rows(book), WriteFields);
    }

    private static List<LogRow> Rows(RunnerBook book) =>
    [
        .. Massages.Of(book.Store, book.AthleteId).Select(row => OfMassage(row.Id, row.Value).From(row.Title))
            .Concat(Pains.Of(book.Store, book.AthleteId).Select(row => OfPain(row.Id, row.Value).From(row.Title)))
            .Concat(Illnesses.Of(book.Store, book.AthleteId).Select(row => OfIllness(row.Id, row.Value)))
            .OrderBy(row => row.Date),
    ];

    private static LogRow OfMassage(long id, Massage massage)
    {
        var kind = EnumWord.Of(massage.Kind);
        return new LogRow(RowId.Of(RowId.Massage, id), massage.Date, "massage", kind, json => json.WriteString("kind", kind));
    }

    private static LogRow OfPain(long id, Pain pain)
    {
        var signs = pain.Signs.Count == 0 ? "" : $", {string.Join(", ", pain.Signs)}";
        var gone = pain.ResolvedOn is { } on ? $", gone on {on.ToColumn()}" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{pain.Area}, {pain.Severity} of 10{signs}{gone}");
        return new LogRow(RowId.Of(RowId.Pain, id), pain.Date, "pain", text, json =>
        {
            json.WriteString("area", pain.Area);
            json.WriteNumber("severity", pain.Severity);
            json.WriteStartArray("signs");
            foreach (var sign in pain.Signs) json.WriteStringValue(sign);
            json.WriteEndArray();
            json.WriteDate("resolvedOn", pain.ResolvedOn);
        });
    }

    private static LogRow OfIllness(long id, Illness illness) =>
        new(RowId.Of(RowId.Illness, id), illness.Date, "illness", illness.Kind, json => json.WriteString("kind", illness.Kind));

    private static void WriteFields(Utf8JsonWriter json, LogRow row)
    {
        json.WriteString("id", row.Id);
        json.WriteString("what", row.What);
        json.WriteDate("date", row.Date);
        json.WriteString("origin", row.Title is null ? "runner" : TitleOrigin.Column);
        if (row.Title is { } title) json.WriteString("activity", title.ActivityId.ToString(CultureInfo.InvariantCulture));
        else json.WriteNull("activity");
        row.WriteFields(json);
    }

    private sealed record LogRow(string Id, DateOnly Date, string What, string Text, Action<Utf8JsonWriter> WriteFields)
    {
        public TitleOrigin? Title { get; private init; }

        public string Told => Title is { } title
            ? string.Create(CultureInfo.InvariantCulture, $", by the title of activity {title.ActivityId} ({title.Source})")
            : "";

        public LogRow From(TitleOrigin? title) => this with { Title = title };
    }
}
