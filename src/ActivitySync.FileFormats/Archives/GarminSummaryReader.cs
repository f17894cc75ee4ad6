using System.Text;
using System.Text.Json;

namespace ActivitySync.FileFormats.Archives;

/// <summary>
/// Reads the files <c>*_summarizedActivities.json</c> of Garmin's account export: titles and sums of all activities, in
/// milliseconds and centimeters. The recordings are in other files, whose names don't identify them; the rule for
/// copies finds which belong together.
/// </summary>
internal static class GarminSummaryReader
{
    private const string FileNameSuffix = "_summarizedActivities.json";
    private const double MillisecondsPerSecond = 1000;
    private const double CentimetersPerMeter = 100;
    private const string ListField = "summarizedActivitiesExport";
    private const int Megabyte = 1024 * 1024;

    /// <summary>Garmin starts a new file every thousand activities, each of a few kilobytes.</summary>
    private const int MaxBytes = 32 * Megabyte;

    private const int MaxActivities = 20_000;

    /// <summary>A triathlon with all its splits is far smaller.</summary>
    private const int MaxActivityBytes = Megabyte;

    /// <summary>The list is a field of the document, or of an object in the document's array.</summary>
    private const int MaxListDepth = 2;

    public static bool IsSummaryFile(string name) => name.EndsWith(FileNameSuffix, StringComparison.OrdinalIgnoreCase);

    public static ParsedFile Read(Stream content, long packedBytes) =>
        ContentBuffer.ReadAll(content, packedBytes, MaxBytes, ParseDocument)
        ?? ParsedFile.CreateQuarantined(
            $"it is larger than the {MaxBytes / Megabyte} MB that such a list of Garmin's export may have; "
                + "export it again"
        );

    /// <summary>
    /// Parses one activity after the other: a JsonDocument of all would take many times the size of the file.
    /// </summary>
    private static ParsedFile ParseDocument(ReadOnlySpan<byte> content)
    {
        var recorded = new List<RawRecording>();
        var unreadable = 0;
        try
        {
            var json = new Utf8JsonReader(
                content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content
            );
            while (recorded.Count < MaxActivities && json.Read())
            {
                if (!IsListStart(ref json))
                {
                    continue;
                }
                while (recorded.Count < MaxActivities && json.Read() && json.TokenType != JsonTokenType.EndArray)
                {
                    if (ReadNextActivity(ref json) is { } activity)
                    {
                        recorded.Add(activity);
                    }
                    else
                    {
                        unreadable++;
                    }
                }
            }
        }
        catch (JsonException)
        {
            return ParsedFile.CreateQuarantined("it is no well-formed JSON; export it again");
        }

        var warnings = new List<string>();
        if (unreadable > 0)
        {
            warnings.Add($"{unreadable} of its activities have no start that can be read and are left out");
        }

        if (recorded.Count == MaxActivities)
        {
            warnings.Add($"no more than its first {MaxActivities} activities are read");
        }

        return recorded.Count > 0
            ? ParsedFile.FromRecordings(RecordingFormat.Garmin, recorded, warnings)
            : ParsedFile.CreateSkipped("a list of Garmin's export without activities");
    }

    /// <summary>
    /// Whether the reader is at the start of a list, in the document itself or in one of its elements.
    /// </summary>
    private static bool IsListStart(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.PropertyName
        && json.CurrentDepth <= MaxListDepth
        && json.ValueTextEquals(ListField)
        && json.Read()
        && json.TokenType == JsonTokenType.StartArray;

    /// <summary>Null if it has no start, or exceeds the max size.</summary>
    private static RawRecording? ReadNextActivity(ref Utf8JsonReader json)
    {
        var end = json;
        end.Skip();
        if (json.TokenType == JsonTokenType.StartObject && end.BytesConsumed - json.TokenStartIndex <= MaxActivityBytes)
        {
            using var one = JsonDocument.ParseValue(ref json);
            return ParseActivity(one.RootElement);
        }

        json = end;
        return null;
    }

    private static RawRecording? ParseActivity(JsonElement activity)
    {
        if (ParseInstant(activity, "beginTimestamp") is not { } start)
        {
            return null;
        }

        var id = activity.GetIdOrEmpty("activityId");
        return new RawRecording
        {
            Start = start,
            UtcOffset = ParseInstant(activity, "startTimeLocal") is { } local
                ? RecordingSanitizer.GetPlausibleUtcOffset(local - start)
                : null,
            Key = id.Length > 0 ? $"garmin-export-{id}" : null,
            Sport = SportNames.Normalize(activity.GetTextOrEmpty("activityType"))
                ?? SportNames.Normalize(activity.GetTextOrEmpty("sportType")),
            Name = activity.GetTextOrEmpty("name"),
            DistanceMeters = activity.GetNonNegativeOrNull("distance") / CentimetersPerMeter,
            TimerSeconds = activity.GetNonNegativeOrNull("duration") / MillisecondsPerSecond,
            ElapsedSeconds =
                (activity.GetNonNegativeOrNull("elapsedDuration") ?? activity.GetNonNegativeOrNull("duration"))
                / MillisecondsPerSecond,
            AverageHeartRate = activity.GetNonNegativeOrNull("avgHr"),
            MaxHeartRate = activity.GetNonNegativeOrNull("maxHr"),
            AscentMeters = activity.GetNonNegativeOrNull("elevationGain") / CentimetersPerMeter,
            DescentMeters = activity.GetNonNegativeOrNull("elevationLoss") / CentimetersPerMeter,
        };
    }

    private static DateTimeOffset? ParseInstant(JsonElement activity, string name) =>
        activity.GetNumberOrNull(name) is { } milliseconds
        && milliseconds >= RecordingSanitizer.EarliestStart.ToUnixTimeMilliseconds()
        && milliseconds <= RecordingSanitizer.LatestStart.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;
}
