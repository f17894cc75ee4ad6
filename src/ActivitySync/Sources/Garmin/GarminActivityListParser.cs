using System.Globalization;
using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Reads Garmin's list of activities and keeps what the rules need, and no more. Unknown fields and sports are fine; a row
/// that cannot be read is set aside and holds nothing up.
/// </summary>
internal static class GarminActivityListParser
{
    /// <summary>The runner's mark in Garmin Connect; every other event type, uncategorized too, says nothing.</summary>
    private const string RaceEventType = "race";

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.f",
        "yyyy-MM-dd'T'HH:mm:ss.f",
        "yyyy-MM-dd'T'HH:mm:ss.fff",
    ];

    /// <summary>The rows in their order: an id, and the activity or null if it cannot be read. Null if it is no list at all.</summary>
    public static IReadOnlyList<(string Id, SourceRecording? Activity)>? Parse(
        ReadOnlyMemory<byte> body,
        TimeZoneInfo home
    )
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (FindRows(document.RootElement) is not { } rows)
            {
                return null;
            }

            return [.. rows.EnumerateArray().Select(row => (row.GetIdOrEmpty("activityId"), ParseRow(row, home)))];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A bare list, or one in an envelope; null if it is none.</summary>
    public static JsonElement? FindRows(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root;
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var name in new[] { "activities", "activityList" })
        {
            if (root.TryGetProperty(name, out var rows) && rows.ValueKind == JsonValueKind.Array)
            {
                return rows;
            }
        }

        return null;
    }

    private static SourceRecording? ParseRow(JsonElement row, TimeZoneInfo home)
    {
        var id = row.GetIdOrEmpty("activityId");
        if (id.Length == 0 || ParseStart(row, home) is not { } start)
        {
            return null;
        }

        return new SourceRecording(
            GarminDescriptor.SourceName,
            id,
            RecordingFormat.Garmin,
            new Activity
            {
                Id = id,
                Start = start,
                Sport = SportNames.Normalize(GetTypeKey(row, "activityType")) ?? SportNames.Other,
                Name = row.GetTextOrEmpty("activityName"),
                DistanceMeters = row.GetNonNegativeOrNull("distance"),
                MovingSeconds = row.GetNonNegativeOrNull("duration"), // the timer's, as of a FIT file
                ElapsedSeconds = row.GetNonNegativeOrNull("elapsedDuration") ?? row.GetNonNegativeOrNull("duration"),
                AverageHeartRate = GetHeartRateOrNull(row, "averageHR"),
                MaxHeartRate = GetHeartRateOrNull(row, "maxHR"),
                AscentMeters = row.GetNonNegativeOrNull("elevationGain"),
                DescentMeters = row.GetNonNegativeOrNull("elevationLoss"),
                SourceTag = GetTypeKey(row, "eventType") == RaceEventType ? SourceTag.Race : null,
            }
        );
    }

    /// <summary>A word, or an object that names it in <c>typeKey</c>.</summary>
    private static string GetTypeKey(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty(name, out var field)
        && field.ValueKind == JsonValueKind.Object
            ? field.GetTextOrEmpty("typeKey")
            : row.GetTextOrEmpty(name);

    private static DateTimeOffset? ParseStart(JsonElement row, TimeZoneInfo home)
    {
        var (utc, local) = (
            ParseInstant(row.GetTextOrEmpty("startTimeGMT")),
            ParseInstant(row.GetTextOrEmpty("startTimeLocal"))
        );
        if (utc is { } known)
        {
            var offset = local is { } wall ? RecordingSanitizer.GetPlausibleUtcOffset(wall - known) : null;
            return new DateTimeOffset(known, TimeSpan.Zero).ToOffset(offset ?? home.GetUtcOffset(known));
        }

        return local is { } alone
            ? new DateTimeOffset(alone, home.GetUtcOffset(DateTime.SpecifyKind(alone, DateTimeKind.Unspecified)))
            : null;
    }

    private static DateTime? ParseInstant(string text) =>
        DateTime.TryParseExact(
            text.TrimEnd('Z'),
            InstantFormats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var read
        )
        && read >= RecordingSanitizer.EarliestStart.DateTime
        && read <= RecordingSanitizer.LatestStart.DateTime
            ? DateTime.SpecifyKind(read, DateTimeKind.Unspecified)
            : null;

    private static double? GetHeartRateOrNull(JsonElement row, string name) =>
        row.GetNumberOrNull(name) is > 0 and var beats ? beats : null;
}
