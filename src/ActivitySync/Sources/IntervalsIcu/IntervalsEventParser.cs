using System.Globalization;
using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>
/// Reads races, illnesses and injuries from the events of the calendar. The start of an event is inclusive and its end
/// exclusive, both local and without an offset.
/// </summary>
internal static class IntervalsEventParser
{
    /// <summary>The categories that are read; of plans and notes nothing is.</summary>
    public static readonly IReadOnlyList<string> Categories = ["RACE_A", "RACE_B", "RACE_C", "SICK", "INJURED"];

    private const string Sick = "SICK";
    private const string Injured = "INJURED";

    private const int MaxNameLength = 200;

    /// <summary>Stops at a calendar with implausibly many events.</summary>
    private const int MaxEvents = 1000;

    /// <summary>Days of an illness or injury that are used; its first ones matter.</summary>
    private const int MaxDays = 60;

    private const double MaxDistanceMeters = 1_000_000;

    /// <summary>Returns the events; null if the body is not a list.</summary>
    /// <param name="body">The response.</param>
    /// <param name="from">The first day that was requested.</param>
    public static SourceEvents? Parse(ReadOnlyMemory<byte> body, DateOnly from)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var races = new Dictionary<string, CalendarRace>(StringComparer.Ordinal);
            var illnesses = new Dictionary<string, SourceDays>(StringComparer.Ordinal);
            var injuries = new Dictionary<string, SourceDays>(StringComparer.Ordinal);
            var unreadable = new HashSet<string>(StringComparer.Ordinal);
            foreach (var row in document.RootElement.EnumerateArray().Take(MaxEvents))
            {
                var category = row.GetTextOrEmpty("category");
                var key = IntervalsActivityParser.GetId(row, "id");
                if (key.Length == 0 || !Categories.Contains(category))
                {
                    continue;
                }

                if (FindDays(key, row) is not { } days)
                {
                    unreadable.Add(key);
                }
                else if (category == Sick)
                {
                    illnesses[key] = days;
                }
                else if (category == Injured)
                {
                    injuries[key] = days;
                }
                else
                {
                    races[key] = new CalendarRace
                    {
                        Date = days.From,
                        Name = days.Name,
                        DistanceMeters = GetDistanceOrNull(row, "distance_target")
                            ?? GetDistanceOrNull(row, "distance"),
                        Importance = Enum.Parse<Importance>(category[^1..]),
                    };
                }
            }

            return new SourceEvents(
                from,
                [.. races.Select(race => (race.Key, race.Value))],
                [.. illnesses.Values],
                [.. injuries.Values]
            )
            {
                UnreadableKeys = unreadable,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SourceDays? FindDays(string key, JsonElement row)
    {
        if (ParseMoment(row.GetTextOrEmpty("start_date_local")) is not { } start)
        {
            return null;
        }

        var first = DateOnly.FromDateTime(start);
        var end = ParseMoment(row.GetTextOrEmpty("end_date_local"));
        var last = end > start ? DateOnly.FromDateTime(end.Value.AddTicks(-1)) : first;
        var longest = first.AddDays(MaxDays - 1);
        return new SourceDays(
            key,
            SingleLineText.From(row.GetTextOrEmpty("name"), MaxNameLength),
            first,
            last < longest ? last : longest
        );
    }

    private static DateTime? ParseMoment(string text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read)
        && read >= RecordingSanitizer.EarliestStart.DateTime
        && read <= RecordingSanitizer.LatestStart.DateTime
            ? read
            : null;

    private static double? GetDistanceOrNull(JsonElement row, string name) =>
        row.GetNumberOrNull(name) is > 0 and <= MaxDistanceMeters and var meters ? meters : null;
}
