using System.Text.Json;

namespace ActivitySync.Sources.Files;

/// <summary>
/// The files <c>*_summarizedActivities.json</c> of Garmin's account export: titles and sums of all activities, in milliseconds
/// and centimetres. The recordings themselves stand beside, under names that say nothing; the rule for copies finds
/// which belongs to which.
/// </summary>
internal static class GarminSummaries
{
    private const string Ending = "_summarizedActivities.json";
    private const double Milli = 1000;
    private const double Centi = 100;
    private const string List = "summarizedActivitiesExport";

    public static bool IsName(string name) => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    public static FileContent Read(Stream content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var recorded = new List<Recorded>();
            var unreadable = 0;
            foreach (var one in Lists(document.RootElement).SelectMany(list => list.EnumerateArray()))
            {
                if (ReadOne(one) is { } activity) recorded.Add(activity);
                else unreadable++;
            }

            List<string> warnings = unreadable == 0 ? [] : [$"{unreadable} of its activities have no start that can be read and are left out"];
            return recorded.Count > 0
                ? FileContent.Of(RecordingFormat.Garmin, recorded, warnings)
                : FileContent.Skipped("a list of Garmin's export without activities");
        }
        catch (JsonException)
        {
            return FileContent.Quarantined("it is no well-formed JSON; export it again");
        }
    }

    private static IEnumerable<JsonElement> Lists(JsonElement root)
    {
        var holders = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList() : [root];
        foreach (var holder in holders)
        {
            if (holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(List, out var list) && list.ValueKind == JsonValueKind.Array)
                yield return list;
        }
    }

    private static Recorded? ReadOne(JsonElement one)
    {
        if (Instant(one, "beginTimestamp") is not { } start) return null;
        var id = one.Id("activityId");
        return new Recorded
        {
            Start = start,
            UtcOffset = Instant(one, "startTimeLocal") is { } local ? Plausible.UtcOffset(local - start) : null,
            Key = id.Length > 0 ? $"garmin-export-{id}" : null,
            Sport = SportWords.NameOf(one.Text("activityType")) ?? SportWords.NameOf(one.Text("sportType")),
            Name = one.Text("name"),
            DistanceMeters = one.Amount("distance") / Centi,
            TimerSeconds = one.Amount("duration") / Milli,
            ElapsedSeconds = (one.Amount("elapsedDuration") ?? one.Amount("duration")) / Milli,
            AverageHeartRate = one.Amount("avgHr"),
            MaxHeartRate = one.Amount("maxHr"),
            AscentMeters = one.Amount("elevationGain") / Centi,
            DescentMeters = one.Amount("elevationLoss") / Centi,
        };
    }

    private static DateTimeOffset? Instant(JsonElement one, string name) =>
        one.Number(name) is { } milliseconds
        && milliseconds >= Plausible.Earliest.ToUnixTimeMilliseconds()
        && milliseconds <= Plausible.Latest.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
}
