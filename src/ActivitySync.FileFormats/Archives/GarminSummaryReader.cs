using System.Text;
using System.Text.Json;
using ActivitySync.Recovery;

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

    /// <summary>A triathlon has five.</summary>
    private const int MaxParts = 50;

    /// <summary>A triathlon with all its splits is far smaller.</summary>
    private const int MaxActivityBytes = Megabyte;

    /// <summary>The list is a field of the document, or of an object in the document's array.</summary>
    private const int MaxListDepth = 2;

    /// <summary>The type of event that the athlete sets in Garmin Connect; 9 is none.</summary>
    private const double RaceEventTypeId = 1;

    private const string RaceEventType = "race";

    /// <summary>The rating of a device is 10 to 100, in steps of 10.</summary>
    private const double RatingScale = 10;

    /// <summary>Whether a file of any name is such a list, by its first bytes.</summary>
    public static bool IsSummary(ReadOnlySpan<byte> head) =>
        head.IndexOf("\"summarizedActivitiesExport\""u8) >= 0
        && head.TrimStart(" \t\r\n\uFEFF"u8) is [(byte)'[' or (byte)'{', ..];

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
        var recorded = new List<SummarizedActivity>();
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
            ? ParsedFile.FromRecordings(RecordingFormat.Garmin, MergeParts(recorded), warnings)
            : ParsedFile.CreateSkipped("a list of Garmin's export without activities");
    }

    /// <summary>
    /// Leaves out the parts of a multisport activity: the activity itself is in the list too, as one event. A race mark
    /// or a rating on a part counts for all of it.
    /// </summary>
    private static List<RawRecording> MergeParts(List<SummarizedActivity> activities)
    {
        var parents = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var activity in activities)
        {
            foreach (var part in activity.PartIds)
            {
                parents.TryAdd(part, activity.Id);
            }
        }

        var ids = activities.Select(activity => activity.Id).Where(id => id.Length > 0).ToHashSet();
        var topIds = activities
            .Where(activity => !ids.Contains(activity.ParentId) && !parents.ContainsKey(activity.Id))
            .Select(activity => activity.Id)
            .ToHashSet();
        var parts = activities.ToLookup(activity => FindParent(activity, parents, topIds), StringComparer.Ordinal);
        return
        [
            .. parts[""]
                .Select(activity =>
                {
                    var own = activity.Id.Length > 0 ? parts[activity.Id].ToList() : [];
                    return activity.Recording with
                    {
                        SourceTag = activity.Recording.SourceTag
                            ?? own.Select(part => part.Recording.SourceTag).FirstOrDefault(tag => tag is not null),
                        PerceivedExertion = activity.Recording.PerceivedExertion
                            ?? own.Max(part => part.Recording.PerceivedExertion),
                    };
                }),
        ];
    }

    /// <summary>The id of the activity that this one is a part of; empty if it is none, or the other isn't in the
    /// list.</summary>
    private static string FindParent(
        SummarizedActivity activity,
        Dictionary<string, string> parents,
        HashSet<string> topIds
    )
    {
        var parent = activity.ParentId.Length > 0 ? activity.ParentId : parents.GetValueOrDefault(activity.Id, "");
        return parent.Length > 0 && topIds.Contains(parent) ? parent : "";
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
    private static SummarizedActivity? ReadNextActivity(ref Utf8JsonReader json)
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

    private static SummarizedActivity? ParseActivity(JsonElement activity)
    {
        if ((ParseInstant(activity, "beginTimestamp") ?? ParseInstant(activity, "startTimeGmt")) is not { } start)
        {
            return null;
        }

        var id = activity.GetIdOrEmpty("activityId");
        var recording = new RawRecording
        {
            Start = start,
            UtcOffset = ParseInstant(activity, "startTimeLocal") is { } local
                ? RecordingSanitizer.GetPlausibleUtcOffset(local - start)
                : null,
            Key = id.Length > 0 ? $"garmin-export-{id}" : null,
            Sport = ParseSport(activity),
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
            PerceivedExertion = activity.GetNumberOrNull("workoutRpe") is > 0 and <= 100 and var rating
                ? rating / RatingScale
                : null,
            SourceTag = IsRace(activity) ? SourceTag.Race : null,
        };
        return new SummarizedActivity(id, activity.GetIdOrEmpty("parentId"), GetPartIds(activity), recording);
    }

    /// <summary>The sport is coarser than the type, but more certain if the type is new.</summary>
    private static string? ParseSport(JsonElement activity)
    {
        var (type, sport) = (activity.GetTextOrEmpty("activityType"), activity.GetTextOrEmpty("sportType"));
        return SportNames.Find(type)
            ?? FindSpecificSport(sport)
            ?? SportNames.Normalize(type.Length > 0 ? type : sport);
    }

    private static string? FindSpecificSport(string sport) =>
        SportNames.Find(sport) is { } name && name != SportNames.Other ? name : null;

    private static bool IsRace(JsonElement activity) =>
        activity.GetNumberOrNull("eventTypeId") == RaceEventTypeId
        || activity.GetIdOrEmpty("eventTypeId") == "1"
        || activity.GetTextOrEmpty("eventType").Equals(RaceEventType, StringComparison.OrdinalIgnoreCase);

    private static IReadOnlyList<string> GetPartIds(JsonElement activity) =>
        activity.TryGetProperty("childIds", out var ids) && ids.ValueKind == JsonValueKind.Array
            ? [.. ids.EnumerateArray().Select(id => id.ToString()).Take(MaxParts)]
            : [];

    private static DateTimeOffset? ParseInstant(JsonElement activity, string name) =>
        activity.GetNumberOrNull(name) is { } milliseconds
        && milliseconds >= RecordingSanitizer.EarliestStart.ToUnixTimeMilliseconds()
        && milliseconds <= RecordingSanitizer.LatestStart.ToUnixTimeMilliseconds()
            ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds)
            : null;

    /// <summary>One activity of the list.</summary>
    /// <param name="Id">Its id; empty if it has none.</param>
    /// <param name="ParentId">The id of the multisport activity that it is a part of; empty if it is none.</param>
    /// <param name="PartIds">The ids of its own parts.</param>
    /// <param name="Recording">Its values.</param>
    private sealed record SummarizedActivity(
        string Id,
        string ParentId,
        IReadOnlyList<string> PartIds,
        RawRecording Recording
    );
}
