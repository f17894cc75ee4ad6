using System.Text.Json;
using ActivitySync.FileFormats;
using ActivitySync.Recovery;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>
/// Reads the values that the rules need from the list of activities. Almost every field may be null; unknown fields and
/// types are allowed. An unreadable row doesn't affect the others.
/// </summary>
internal static class IntervalsActivityParser
{
    private const string RaceType = "RACE";
    private const string WarmUpType = "WARMUP";
    private const string CooldownType = "COOLDOWN";

    /// <summary>The source of activities that reached intervals.icu through Strava, whose terms forbid to pass them on.
    /// </summary>
    private const string WithheldSource = "STRAVA";

    private const int MaxIdLength = 40;
    private const int MaxDeviceNameLength = 100;
    private const double MaxExertion = 10;

    /// <summary>Sources that are not a service of a watch's maker.</summary>
    private static readonly string[] OtherSources = [WithheldSource, "UPLOAD", "MANUAL", "OAUTH_CLIENT", "DROPBOX"];

    /// <summary>Returns the rows in order; null if the body is not a list.</summary>
    /// <param name="body">The response.</param>
    /// <param name="home">The time zone of rows that name none.</param>
    public static IReadOnlyList<IntervalsRow>? Parse(ReadOnlyMemory<byte> body, TimeZoneInfo home)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Array
                ? [.. document.RootElement.EnumerateArray().Select(row => ParseRow(row, home))]
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>An id such as i123; empty if there is none. Ids without the letter are of other services.</summary>
    public static string GetId(JsonElement row, string name) =>
        row.GetTextOrEmpty(name) is { Length: > 0 and <= MaxIdLength } id
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')
            ? id
            : row.GetIdOrEmpty(name);

    private static IntervalsRow ParseRow(JsonElement row, TimeZoneInfo home)
    {
        var id = GetId(row, "id");
        var isWithheld =
            row.GetTextOrEmpty("source").Equals(WithheldSource, StringComparison.OrdinalIgnoreCase)
            || row.GetTextOrEmpty("_note").Length > 0;
        return new IntervalsRow(
            id,
            GetId(row, "icu_athlete_id"),
            IntervalsStartTime.ParseLocal(row),
            isWithheld,
            isWithheld ? null : ParseRecording(id, row, home),
            GetHeartRateOrNull(row, "athlete_max_hr")
        );
    }

    private static SourceRecording? ParseRecording(string id, JsonElement row, TimeZoneInfo home)
    {
        if (id.Length == 0 || IntervalsStartTime.Find(row, home) is not { } start)
        {
            return null;
        }

        var subType = row.GetTextOrEmpty("sub_type");
        return new SourceRecording(
            IntervalsDescriptor.SourceName,
            id,
            IntervalsDescriptor.RecordingFormat,
            new Activity
            {
                Id = id,
                Start = start,
                Sport = GetSport(row),
                Name = GetName(row, subType),
                DistanceMeters = row.GetNonNegativeOrNull("distance") ?? row.GetNonNegativeOrNull("icu_distance"),
                MovingSeconds = row.GetNonNegativeOrNull("moving_time"),
                ElapsedSeconds = row.GetNonNegativeOrNull("elapsed_time"),
                AverageHeartRate = GetHeartRateOrNull(row, "average_heartrate"),
                MaxHeartRate = GetHeartRateOrNull(row, "max_heartrate"),
                AscentMeters = row.GetNonNegativeOrNull("total_elevation_gain"),
                DescentMeters = row.GetNonNegativeOrNull("total_elevation_loss"),
                PerceivedExertion = GetExertionOrNull(row, "perceived_exertion") ?? GetExertionOrNull(row, "icu_rpe"),
                DeviceRace =
                    subType == RaceType
                    || (subType is not (WarmUpType or CooldownType) && row.GetFlagOrNull("race") == true),
            }
        )
        {
            DeviceName = FindDeviceName(row),
        };
    }

    private static string GetSport(JsonElement row)
    {
        var sport = SportNames.Normalize(row.GetTextOrEmpty("type")) ?? SportNames.Other;
        return sport == "run" && row.GetFlagOrNull("trainer") == true ? "treadmill" : sport;
    }

    /// <summary>
    /// The title. A warm-up or cool-down that the title doesn't name is added to it, where the rules look for it.
    /// </summary>
    private static string GetName(JsonElement row, string subType)
    {
        var name = row.GetTextOrEmpty("name").Trim();
        var part = subType switch
        {
            WarmUpType => "warm-up",
            CooldownType => "cool-down",
            _ => "",
        };
        return part.Length == 0 ? name
            : name.Length == 0 ? part
            : $"{name} ({part})";
    }

    /// <summary>The device with its maker, who has to be named where the activity is shown; null if unknown.</summary>
    private static string? FindDeviceName(JsonElement row)
    {
        var source = row.GetTextOrEmpty("source");
        var maker = OtherSources.Contains(source, StringComparer.OrdinalIgnoreCase) ? "" : source.Split('_')[0];
        var device = SingleLineText.From(row.GetTextOrEmpty("device_name"), MaxDeviceNameLength);
        var isNamed = maker.Length == 0 || device.Contains(maker, StringComparison.OrdinalIgnoreCase);
        var name = isNamed ? device : SingleLineText.From($"{maker} {device}", MaxDeviceNameLength);
        return name.Length > 0 ? name : null;
    }

    private static double? GetHeartRateOrNull(JsonElement row, string name) =>
        row.GetNumberOrNull(name) is > 0 and var beats ? beats : null;

    private static double? GetExertionOrNull(JsonElement row, string name) =>
        row.GetNumberOrNull(name) is >= 1 and <= MaxExertion and var exertion ? exertion : null;
}

/// <summary>A row of the list.</summary>
/// <param name="Id">Empty if the row has none.</param>
/// <param name="OwnerId">The account that it belongs to; empty if the row has none.</param>
/// <param name="LocalStart">The local start, by which the list is ordered; null if unreadable.</param>
/// <param name="IsWithheld">It came from Strava, so it has no values.</param>
/// <param name="Recording">Null if it is withheld or unreadable.</param>
/// <param name="AthleteMaxHeartRate">The maximum in the athlete's settings at intervals.icu, beats per minute.</param>
internal sealed record IntervalsRow(
    string Id,
    string OwnerId,
    DateTime? LocalStart,
    bool IsWithheld,
    SourceRecording? Recording,
    double? AthleteMaxHeartRate
);
