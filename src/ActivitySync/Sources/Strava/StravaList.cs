using System.Text.Json;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Reads Strava's list of activities and keeps what the rules need, and no more. Unknown fields and sports are fine; a
/// row that cannot be read is set aside and holds nothing up.
/// </summary>
internal static class StravaList
{
    /// <summary>Null if it is no list at all: HTML, nothing, half a document.</summary>
    public static StravaPage? Read(ReadOnlyMemory<byte> body, TimeZoneInfo home)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
            var activities = new List<SourceActivity>();
            var setAside = new List<string>();
            foreach (var row in document.RootElement.EnumerateArray())
            {
                if (ReadRow(row, home) is { } activity) activities.Add(activity);
                else setAside.Add(row.Id("id"));
            }

            return new StravaPage(activities.Count + setAside.Count, activities, setAside);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static SourceActivity? ReadRow(JsonElement row, TimeZoneInfo home)
    {
        try
        {
            var id = row.Id("id");
            if (id.Length == 0 || StravaStart.Of(row, home) is not { } start) return null;
            var hasHeartRate = row.Flag("has_heartrate") != false;
            return new SourceActivity(SourceName.Strava, id, RecordingFormat.Strava, new Activity
            {
                Id = id,
                Start = start,
                Sport = StravaSports.SportOf(row),
                Name = row.Text("name"),
                DistanceMeters = row.Amount("distance"),
                MovingSeconds = row.Amount("moving_time"),
                ElapsedSeconds = row.Amount("elapsed_time"),
                AverageHeartRate = hasHeartRate ? Beats(row, "average_heartrate") : null,
                MaxHeartRate = hasHeartRate ? Beats(row, "max_heartrate") : null,
                AscentMeters = row.Amount("total_elevation_gain"),
                SourceTag = StravaSports.TagOf(row),
            });
        }
        catch (ArgumentException)
        {
            return null; // a date at the edge of the calendar
        }
    }

    private static double? Beats(JsonElement row, string name) => row.Number(name) is > 0 and var beats ? beats : null;
}
