using System.Globalization;
using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Reads the values that the rules need from Garmin's list of activities. Unknown fields and sports are allowed. An
/// unreadable row doesn't affect the others.
/// </summary>
internal static class GarminActivityListParser
{
    /// <summary>The event type that the athlete sets in Garmin Connect. All other event types are ignored.</summary>
    private const string RaceEventType = "race";

    private static readonly string[] InstantFormats =
    [
        "yyyy-MM-dd HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd HH:mm:ss.f",
        "yyyy-MM-dd'T'HH:mm:ss.f",
        "yyyy-MM-dd'T'HH:mm:ss.fff",
    ];

    /// <summary>
    /// Returns the rows in order: the id, the account that the activity belongs to (empty if the row has none), and the
    /// activity or null if it is unreadable. Returns null if the body is not a list.
    /// </summary>
    public static IReadOnlyList<(string Id, string OwnerId, SourceRecording? Activity)>? Parse(
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

            return
            [
                .. rows.EnumerateArray()
                    .Select(row => (row.GetIdOrEmpty("activityId"), row.GetIdOrEmpty("ownerId"), ParseRow(row, home))),
            ];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Finds the array: the root itself, or a property of it. Returns null if there is none.</summary>
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
                MovingSeconds = row.GetNonNegativeOrNull("duration"), // timer time, as in a FIT file
                ElapsedSeconds = row.GetNonNegativeOrNull("elapsedDuration") ?? row.GetNonNegativeOrNull("duration"),
                AverageHeartRate = GetHeartRateOrNull(row, "averageHR"),
                MaxHeartRate = GetHeartRateOrNull(row, "maxHR"),
                AscentMeters = row.GetNonNegativeOrNull("elevationGain"),
                DescentMeters = row.GetNonNegativeOrNull("elevationLoss"),
                SourceTag = GetTypeKey(row, "eventType") == RaceEventType ? SourceTag.Race : null,
            }
        );
    }

    /// <summary>Returns the type, which is either text or an object with the text in <c>typeKey</c>.</summary>
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
