using System.Text.Json;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Parses Strava's list of activities into the fields that the rules use. Ignores unknown fields, accepts unknown
/// sports, and skips unreadable rows.
/// </summary>
internal static class StravaActivityParser
{
    private const int MaxDeviceNameLength = 100;

    /// <summary>Parses one page. Returns null if the body is not a JSON array: HTML, empty or truncated.</summary>
    /// <param name="body">The response.</param>
    /// <param name="homeTimeZone">The time zone of starts that have no offset.</param>
    /// <param name="account">
    /// Strava's id of the athlete whose list it is; rows of others are left out. Empty if unknown.
    /// </param>
    public static StravaActivityPage? ParsePage(
        ReadOnlyMemory<byte> body,
        TimeZoneInfo homeTimeZone,
        string account = ""
    )
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var activities = new List<SourceRecording>();
            var unreadableIds = new List<string>();
            var foreignIds = new List<string>();
            foreach (var row in document.RootElement.EnumerateArray())
            {
                if (IsForeign(row, account))
                {
                    foreignIds.Add(row.GetIdOrEmpty("id"));
                }
                else if (ParseActivity(row, homeTimeZone) is { } activity)
                {
                    activities.Add(activity);
                }
                else
                {
                    unreadableIds.Add(row.GetIdOrEmpty("id"));
                }
            }

            return new StravaActivityPage(
                activities.Count + unreadableIds.Count + foreignIds.Count,
                activities,
                unreadableIds
            )
            {
                ForeignIds = foreignIds,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsForeign(JsonElement row, string account) =>
        account.Length > 0
        && row.ValueKind == JsonValueKind.Object
        && row.TryGetProperty("athlete", out var athlete)
        && athlete.GetIdOrEmpty("id") is { Length: > 0 } owner
        && owner != account;

    private static SourceRecording? ParseActivity(JsonElement row, TimeZoneInfo home)
    {
        try
        {
            var id = row.GetIdOrEmpty("id");
            if (id.Length == 0 || StravaStartTime.Find(row, home) is not { } start || !IsPlausible(start))
            {
                return null;
            }

            var hasHeartRate = row.GetFlagOrNull("has_heartrate") != false;
            return new SourceRecording(
                StravaDescriptor.SourceName,
                id,
                RecordingFormat.Strava,
                new Activity
                {
                    Id = id,
                    Start = start,
                    Sport = StravaSportMapper.GetSport(row),
                    Name = row.GetTextOrEmpty("name"),
                    DistanceMeters = row.GetNonNegativeOrNull("distance"),
                    MovingSeconds = row.GetNonNegativeOrNull("moving_time"),
                    ElapsedSeconds = row.GetNonNegativeOrNull("elapsed_time"),
                    AverageHeartRate = hasHeartRate ? ParseHeartRate(row, "average_heartrate") : null,
                    MaxHeartRate = hasHeartRate ? ParseHeartRate(row, "max_heartrate") : null,
                    AscentMeters = row.GetNonNegativeOrNull("total_elevation_gain"),
                    SourceTag = StravaSportMapper.FindSourceTag(row),
                }
            )
            {
                // Strava's terms demand that the maker of the device is named where the activity is shown.
                DeviceName = SingleLineText.From(row.GetTextOrEmpty("device_name"), MaxDeviceNameLength)
                    is { Length: > 0 } device
                    ? device
                    : null,
            };
        }
        catch (ArgumentException)
        {
            return null; // a date outside the range of DateTimeOffset
        }
    }

    /// <summary>Whether the start is within the years that can be stored.</summary>
    private static bool IsPlausible(DateTimeOffset start) => ColumnConversions.IsInstant(start.ToColumn());

    private static double? ParseHeartRate(JsonElement row, string name) =>
        row.GetNumberOrNull(name) is > 0 and var beats ? beats : null;
}

/// <summary>One parsed page of the list.</summary>
/// <param name="RowCount">Rows on the page, readable or not. Fewer than requested means the last page.</param>
/// <param name="Activities">The recordings of the readable rows.</param>
/// <param name="UnreadableIds">The ids of the unreadable rows; an empty string for a row without an id.</param>
internal sealed record StravaActivityPage(
    int RowCount,
    IReadOnlyList<SourceRecording> Activities,
    IReadOnlyList<string> UnreadableIds
)
{
    /// <summary>The ids of rows that belong to another athlete.</summary>
    public IReadOnlyList<string> ForeignIds { get; init; } = [];
}
