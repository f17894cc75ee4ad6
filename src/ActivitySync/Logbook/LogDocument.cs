using System.Globalization;
using System.Text.Json;
using ActivitySync.Advice;
using ActivitySync.Data;

namespace ActivitySync.Logbook;

/// <summary>
/// What the athlete has reported, as <c>log list --json</c> prints it, and races, as <c>race list --json</c> does.
/// </summary>
internal static class LogDocument
{
    private static readonly EntryKind[] Kinds =
    [
        EntryKind.Massage,
        EntryKind.Feeling,
        EntryKind.Pain,
        EntryKind.Illness,
    ];

    /// <summary>Massages, feelings, pains and illnesses by date.</summary>
    public static List<LogDocumentRow> GetRows(AthleteLogbook logbook) =>
        [.. Kinds.SelectMany(logbook.GetEntries).Select(CreateRow).OrderBy(row => row.Entry.Date)];

    public static List<RaceEntry> GetRaces(AthleteLogbook logbook) =>
        [.. logbook.GetEntries(EntryKind.Race).Cast<RaceEntry>()];

    public static void WriteRace(Utf8JsonWriter json, RaceEntry entry)
    {
        json.WriteString("id", entry.Id.ToString());
        json.WriteDate("date", entry.Date);
        json.WriteString("name", entry.Race.Name);
        json.WriteNumberOrNull("distanceMeters", entry.Race.DistanceMeters);
        json.WriteString("importance", entry.Race.Importance is { } importance ? EnumText.Format(importance) : null);
    }

    private static LogDocumentRow CreateRow(LogbookEntry entry) =>
        entry switch
        {
            MassageEntry massage => CreateMassageRow(massage),
            FeelingEntry feeling => CreateFeelingRow(feeling),
            PainEntry pain => CreatePainRow(pain),
            IllnessEntry illness => new LogDocumentRow(illness, "illness", illness.Illness.Kind, json =>
                json.WriteString("kind", illness.Illness.Kind)
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, null),
        };

    private static LogDocumentRow CreateMassageRow(MassageEntry entry)
    {
        var kind = EnumText.Format(entry.Massage.Kind);
        return new LogDocumentRow(entry, "massage", kind, json => json.WriteString("kind", kind));
    }

    private static LogDocumentRow CreateFeelingRow(FeelingEntry entry)
    {
        var feeling = EnumText.Format(entry.Answer.Feeling);
        return new LogDocumentRow(entry, "feeling", $"{feeling} after the massage", json =>
            json.WriteString("feeling", feeling)
        );
    }

    private static LogDocumentRow CreatePainRow(PainEntry entry)
    {
        var pain = entry.Pain;
        var signs = pain.Signs.Count == 0 ? "" : $", {string.Join(", ", pain.Signs)}";
        var resolved = pain.ResolvedOn is { } on ? $", resolved on {on.ToColumn()}" : "";
        var text = string.Create(CultureInfo.InvariantCulture, $"{pain.Area}, {pain.Severity} of 10{signs}{resolved}");
        return new LogDocumentRow(entry, "pain", text, json =>
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

    public static void WriteFields(Utf8JsonWriter json, LogDocumentRow row)
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
}

/// <summary>An entry as it is printed.</summary>
internal sealed record LogDocumentRow(LogbookEntry Entry, string What, string Text, Action<Utf8JsonWriter> WriteFields)
{
    public string TitleNote =>
        Entry.Title is { } title
            ? string.Create(
                CultureInfo.InvariantCulture,
                $", from the title of activity {title.ActivityId} ({title.Source})"
            )
            : "";
}
