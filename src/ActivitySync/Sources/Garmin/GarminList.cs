using System.Globalization;
using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Sources.Files;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Reads Garmin's list of activities and keeps what the rules need, and no more. Unknown fields and sports are fine; a row
/// that cannot be read is set aside and holds nothing up.
/// </summary>
internal static class GarminList
{
    /// <summary>The runner's mark in Garmin Connect; every other event type, uncategorized too, says nothing.</summary>
    private const string Race = "race";

    private static readonly string[] InstantForms = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss.f", "yyyy-MM-dd'T'HH:mm:ss.f", "yyyy-MM-dd'T'HH:mm:ss.fff"];

    /// <summary>The rows in their order: an id, and the activity or null if it cannot be read. Null if it is no list at all.</summary>
    public static IReadOnlyList<(string Id, SourceActivity? Activity)>? Read(ReadOnlyMemory<byte> body, TimeZoneInfo home)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (Rows(document.RootElement) is not { } rows) return null;
            return [.. rows.EnumerateArray().Select(row => (row.Id("activityId"), ReadRow(row, home)))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A bare list, or one in an envelope; null if it is none.</summary>
    public static JsonElement? Rows(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array) return root;
        if (root.ValueKind != JsonValueKind.Object) return null;
        foreach (var name in new[] { "activities", "activityList" })
        {
            if (root.TryGetProperty(name, out var rows) && rows.ValueKind == JsonValueKind.Array) return rows;
        }

        return null;
    }

    private static SourceActivity? ReadRow(JsonElement row, TimeZoneInfo home)
    {
        var id = row.Id("activityId");
        if (id.Length == 0 || Start(row, home) is not { } start) return null;
        return new SourceActivity(SourceName.Garmin, id, RecordingFormat.Garmin, new Activity
        {
            Id = id,
            Start = start,
            Sport = SportWords.NameOf(Word(row, "activityType")) ?? SportWords.Other,
            Name = row.Text("activityName"),
            DistanceMeters = row.Amount("distance"),
            MovingSeconds = row.Amount("duration"), // the timer's, as of a FIT file
            ElapsedSeconds = row.Amount("elapsedDuration") ?? row.Amount("duration"),
            AverageHeartRate = Beats(row, "averageHR"),
            MaxHeartRate = Beats(row, "maxHR"),
            AscentMeters = row.Amount("elevationGain"),
            DescentMeters = row.Amount("elevationLoss"),
            SourceTag = Word(row, "eventType") == Race ? SourceTag.Race : null,
        });
    }

    /// <summary>A word, or an object that names it in <c>typeKey</c>.</summary>
    private static string Word(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var field) && field.ValueKind == JsonValueKind.Object
            ? field.Text("typeKey")
            : row.Text(name);

    private static DateTimeOffset? Start(JsonElement row, TimeZoneInfo home)
    {
        var (utc, local) = (Instant(row.Text("startTimeGMT")), Instant(row.Text("startTimeLocal")));
        if (utc is { } known)
        {
            var offset = local is { } wall ? Plausible.UtcOffset(wall - known) : null;
            return new DateTimeOffset(known, TimeSpan.Zero).ToOffset(offset ?? home.GetUtcOffset(known));
        }

        return local is { } alone ? new DateTimeOffset(alone, home.GetUtcOffset(DateTime.SpecifyKind(alone, DateTimeKind.Unspecified))) : null;
    }

    private static DateTime? Instant(string text) =>
        DateTime.TryParseExact(text.TrimEnd('Z'), InstantForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
        && read >= Plausible.Earliest.DateTime && read <= Plausible.Latest.DateTime
            ? DateTime.SpecifyKind(read, DateTimeKind.Unspecified)
            : null;

    private static double? Beats(JsonElement row, string name) => row.Number(name) is > 0 and var beats ? beats : null;
}
