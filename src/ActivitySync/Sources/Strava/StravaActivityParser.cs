using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Reads Strava's list of activities and keeps what the rules need, and no more. Unknown fields and sports are fine; a
/// row that cannot be read is set aside and holds nothing up.
/// </summary>
internal static class StravaActivityParser
{
    /// <summary>Null if it is no list at all: HTML, nothing, half a document.</summary>
    public static StravaActivityPage? ParsePage(ReadOnlyMemory<byte> body, TimeZoneInfo homeTimeZone)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            var activities = new List<SourceRecording>();
            var setAside = new List<string>();
            foreach (var row in document.RootElement.EnumerateArray())
            {
                if (ParseActivity(row, homeTimeZone) is { } activity)
                {
                    activities.Add(activity);
                }
                else
                {
                    setAside.Add(row.GetIdOrEmpty("id"));
                }
            }

            return new StravaActivityPage(activities.Count + setAside.Count, activities, setAside);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SourceRecording? ParseActivity(JsonElement row, TimeZoneInfo home)
    {
        try
        {
            var id = row.GetIdOrEmpty("id");
            if (id.Length == 0 || StravaStartTime.Find(row, home) is not { } start)
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
            );
        }
        catch (ArgumentException)
        {
            return null; // a date at the edge of the calendar
        }
    }

    private static double? ParseHeartRate(JsonElement row, string name) =>
        row.GetNumberOrNull(name) is > 0 and var beats ? beats : null;
}

/// <summary>One page of the list, read.</summary>
/// <param name="RowCount">Rows on it, readable or not: fewer than asked for means it is the last.</param>
/// <param name="Activities">Those that could be read.</param>
/// <param name="UnreadableIds">Ids of those that could not; empty for a row that does not even tell its id.</param>
internal sealed record StravaActivityPage(
    int RowCount,
    IReadOnlyList<SourceRecording> Activities,
    IReadOnlyList<string> UnreadableIds
);
