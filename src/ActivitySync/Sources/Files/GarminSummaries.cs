using System.Text;
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
    private const int Megabyte = 1024 * 1024;

    /// <summary>Garmin begins a new file every thousand activities, each of some kilobytes.</summary>
    private const int MaxBytes = 32 * Megabyte;

    private const int MaxActivities = 20_000;

    /// <summary>A triathlon with all its splits stays far below.</summary>
    private const int MaxActivityBytes = Megabyte;

    /// <summary>The list is a field of the document, or of an object in the document's array.</summary>
    private const int MaxListDepth = 2;

    public static bool IsName(string name) => name.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    public static FileContent Read(Stream content, long packedBytes) =>
        WholeContent.Read(content, packedBytes, MaxBytes, Read)
        ?? FileContent.Quarantined($"it is larger than the {MaxBytes / Megabyte} MB that such a list of Garmin's export may have; export it again");

    /// <summary>One activity after the other: a document of all of them would take many times the file's size.</summary>
    private static FileContent Read(ReadOnlySpan<byte> content)
    {
        var recorded = new List<Recorded>();
        var unreadable = 0;
        try
        {
            var json = new Utf8JsonReader(content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content);
            while (recorded.Count < MaxActivities && json.Read())
            {
                if (!IsList(ref json)) continue;
                while (recorded.Count < MaxActivities && json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (ReadNext(ref json) is { } activity) recorded.Add(activity);
                    else unreadable++;
                }
            }
        }
        catch (JsonException)
        {
            return FileContent.Quarantined("it is no well-formed JSON; export it again");
        }

        var warnings = new List<string>();
        if (unreadable > 0) warnings.Add($"{unreadable} of its activities have no start that can be read and are left out");
        if (recorded.Count == MaxActivities) warnings.Add($"no more than its first {MaxActivities} activities are read");
        return recorded.Count > 0
            ? FileContent.Of(RecordingFormat.Garmin, recorded, warnings)
            : FileContent.Skipped("a list of Garmin's export without activities");
    }

    /// <summary>Whether the reader stands at the start of a list, in the document itself or in one of its elements.</summary>
    private static bool IsList(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.PropertyName && json.CurrentDepth <= MaxListDepth && json.ValueTextEquals(List)
        && json.Read() && json.TokenType == JsonTokenType.StartArray;

    /// <summary>Null if it has no start, or is larger than any activity.</summary>
    private static Recorded? ReadNext(ref Utf8JsonReader json)
    {
        var end = json;
        end.Skip();
        if (json.TokenType == JsonTokenType.StartObject && end.BytesConsumed - json.TokenStartIndex <= MaxActivityBytes)
        {
            using var one = JsonDocument.ParseValue(ref json);
            return ReadOne(one.RootElement);
        }

        json = end;
        return null;
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
