using System.Globalization;
using System.Text.Json;
using ActivitySync.Recovery;
using ActivitySync.Sync;

namespace ActivitySync.Advice;

/// <summary>Activities with their labels, as <c>activities --json</c> prints them.</summary>
internal static class ActivityDocument
{
    /// <summary>All activities by start. One that the planner left out has no labels.</summary>
    public static List<(StoredActivity Stored, TaggedActivity? Tagged)> GetRows(AdviceResult advice)
    {
        var tags = advice.Plan.Activities.ToDictionary(tagged => tagged.Activity.Id, StringComparer.Ordinal);
        return
        [
            .. advice
                .Activities.Values.OrderBy(stored => stored.Activity.Start)
                .ThenBy(stored => stored.Activity.Id, StringComparer.Ordinal)
                .Select(stored => (stored, tags.GetValueOrDefault(stored.Activity.Id))),
        ];
    }

    public static void WriteFields(Utf8JsonWriter json, (StoredActivity Stored, TaggedActivity? Tagged) row)
    {
        var (stored, tagged) = row;
        var activity = stored.Activity;
        json.WriteString("id", activity.Id);
        json.WriteStartArray("sources");
        foreach (var source in stored.Sources)
        {
            json.WriteStringValue(source.ToColumn());
        }

        json.WriteEndArray();
        json.WriteString("start", activity.Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture));
        json.WriteString("sport", activity.Sport);
        json.WriteString("name", activity.Name);
        json.WriteNumberOrNull("distanceMeters", activity.DistanceMeters);
        json.WriteNumberOrNull("movingSeconds", activity.MovingSeconds);
        json.WriteNumberOrNull("elapsedSeconds", activity.ElapsedSeconds);
        json.WriteNumberOrNull("averageHeartRate", activity.AverageHeartRate);
        json.WriteNumberOrNull("maxHeartRate", activity.MaxHeartRate);
        PlanDocumentActivity.WriteTags(json, tagged);
        json.WriteNumber("confidence", tagged?.Confidence ?? 0);
        json.WriteString("explanation", tagged?.Explanation ?? "");
    }
}
