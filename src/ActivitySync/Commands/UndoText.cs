using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Logbook;
using ActivitySync.Recovery;

namespace ActivitySync.Commands;

/// <summary>Says which change was undone.</summary>
internal static class UndoText
{
    /// <summary>Describes the effect: "massage (swedish) on Friday 20 November 2026 is removed."</summary>
    public static string Describe(AthleteLogbook logbook, UndoStep step)
    {
        List<string> removed = [.. step.Added.Select(row => FormatRow(logbook, row)).Distinct(StringComparer.Ordinal)];
        List<string> restored =
        [
            .. step.Removed.Select(row => FormatRow(logbook, row)).Distinct(StringComparer.Ordinal),
        ];
        IEnumerable<string> parts =
        [
            .. restored.Select(text => $"{text} is {(removed.Contains(text) ? "as before" : "back")}"),
            .. removed.Except(restored).Select(text => $"{text} is removed"),
        ];
        return TerminalText.Sanitize($"{string.Join("; ", parts)}.");
    }

    private static string FormatRow(AthleteLogbook logbook, LogbookRow row)
    {
        var columns = LogbookTable.Get(row.Table).Columns.ToList();
        return row.Table switch
        {
            "massages" => $"massage ({Text("kind")}) on {Day("date")}",
            "massage_feelings" => $"feeling {Text("feeling")} after the massage on {Day("massage_date")}",
            "pains" => $"pain, {Text("area")}, {Number("severity")} of {EntryParser.MaxSeverity}, since {Day("date")}"
                + (Value("resolved_on").Text is null ? "" : $", gone from {Day("resolved_on")}"),
            "illnesses" => $"illness, {Text("kind")}, on {Day("date")}",
            "races" => $"race {FormatRace()} on {Day("date")}",
            "slots" => $"massage ({Text("kind")}) booked for {Day("date")}",
            "planned_sessions" => $"{Text("kind")} planned on {Day("date")}",
            "labels" => $"label {Text("word")}{FormatImportance()} of {FormatActivity()}",
            "pauses" => $"pause of emails through {Day("until")}",
            "title_pauses" => $"pause of emails from a title, through {Day("until")}",
            "declined_suggestions" =>
                $"\"not this week\" for the massage ({Text("kind")}) from {Day("window_from")} to {Day("window_to")}",
            "preferences" =>
                $"preference {Text("key")} = {Text("value").Replace("\n", ", ", StringComparison.Ordinal)}",
            "confirmed_starts" => $"start of the race on {Day("date")}",
            _ => row.Table,
        };

        ColumnValue Value(string column) => row.Values[columns.IndexOf(column)];

        string Text(string column) => Value(column).Text ?? "";

        string Number(string column) =>
            (Value(column).Real ?? Value(column).Integer ?? 0).ToString(CultureInfo.InvariantCulture);

        string Day(string column) =>
            ColumnConversions.FindDate(Text(column)) is { } date ? LogbookText.FormatDay(date) : Text(column);

        string FormatRace() =>
            RaceCommand.FormatRace(
                new CalendarRace
                {
                    Date = default,
                    Name = Text("name"),
                    DistanceMeters = Value("distance_meters").Real ?? Value("distance_meters").Integer,
                    Importance = EnumText.TryParse(Text("importance"), out Importance importance) ? importance : null,
                }
            );

        string FormatImportance() =>
            Text("importance") is { Length: > 0 } importance ? $", importance {importance}," : "";

        string FormatActivity() =>
            RecordingIdentityRepository.FindActivityId(
                logbook.Connection,
                logbook.AthleteId,
                Text("source"),
                Text("source_id")
            )
                is { } id
                ? string.Create(CultureInfo.InvariantCulture, $"activity {id}")
                : "an activity";
    }
}
