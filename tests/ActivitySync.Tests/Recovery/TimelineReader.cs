using System.Globalization;
using System.Text.Json;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Recovery;

/// <summary>Reads the timelines of scenarios without the code of the daemon.</summary>
internal static class TimelineReader
{
    internal static Timeline Read(JsonElement json) =>
        new()
        {
            AsOf = ReadDate(json.GetProperty("asOf"))!.Value,
            Athlete = json.TryGetProperty("athlete", out var runner) ? ReadAthlete(runner) : new(),
            Activities = [.. ReadList(json, "activities").Select(ReadActivity)],
            Labels =
            [
                .. ReadList(json, "labels")
                    .Select(label => new AthleteLabel(
                        ReadText(label, "activity")!,
                        ReadEnum<AthleteLabelKind>(label, "label")!.Value,
                        ReadEnum<Importance>(label, "importance")
                    )),
            ],
            Races =
            [
                .. ReadList(json, "races")
                    .Select(race => new CalendarRace
                    {
                        Date = ReadDate(race.GetProperty("date"))!.Value,
                        Name = ReadText(race, "name") ?? "",
                        DistanceMeters = ReadNumber(race, "distanceMeters"),
                        Importance = ReadEnum<Importance>(race, "importance"),
                    }),
            ],
            Massages = [.. ReadList(json, "massages").Select(ReadMassage)],
            Slots = [.. ReadList(json, "slots").Select(ReadMassage)],
            Pains =
            [
                .. ReadList(json, "pains")
                    .Select(pain => new Pain
                    {
                        Date = ReadDate(pain.GetProperty("date"))!.Value,
                        Area = ReadText(pain, "area") ?? "",
                        Severity = ReadNumber(pain, "severity") ?? 0,
                        Signs = [.. ReadList(pain, "signs").Select(sign => sign.GetString()!)],
                        ResolvedOn = pain.TryGetProperty("resolvedOn", out var gone) ? ReadDate(gone) : null,
                    }),
            ],
            Illnesses =
            [
                .. ReadList(json, "illness")
                    .Select(illness => new Illness(
                        ReadDate(illness.GetProperty("date"))!.Value,
                        ReadText(illness, "kind") ?? ""
                    )),
            ],
            PlannedSessions =
            [
                .. ReadList(json, "planned")
                    .Select(planned => new PlannedSession(
                        ReadDate(planned.GetProperty("date"))!.Value,
                        ReadEnum<PlannedSessionKind>(planned, "kind")!.Value
                    )),
            ],
        };

    private static AthleteProfile ReadAthlete(JsonElement json) =>
        new()
        {
            HomeZone = ReadText(json, "timeZone") is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null,
            Budget = ReadEnum<Budget>(json, "budget") ?? Budget.Regular,
            Rhythm = ReadText(json, "rhythm") is null or "auto" ? null : ReadEnum<MassageHistory>(json, "rhythm"),
            Conditions = [.. ReadList(json, "conditions").Select(condition => condition.GetString()!)],
            RestingHeartRate = ReadNumber(json, "restingHeartRate"),
            MaxHeartRate = ReadNumber(json, "maxHeartRate"),
        };

    private static Activity ReadActivity(JsonElement json) =>
        new()
        {
            Id = ReadText(json, "id")!,
            Start = DateTimeOffset.Parse(ReadText(json, "start")!, CultureInfo.InvariantCulture),
            Sport = ReadText(json, "sport") ?? "run",
            Name = ReadText(json, "name") ?? "",
            DistanceMeters = ReadNumber(json, "distanceMeters"),
            MovingSeconds = ReadNumber(json, "movingSeconds"),
            ElapsedSeconds = ReadNumber(json, "elapsedSeconds"),
            AverageHeartRate = ReadNumber(json, "averageHeartRate"),
            MaxHeartRate = ReadNumber(json, "maxHeartRate"),
            AscentMeters = ReadNumber(json, "ascentMeters"),
            DescentMeters = ReadNumber(json, "descentMeters"),
            PerceivedExertion = ReadNumber(json, "perceivedExertion"),
            SourceTag = ReadEnum<SourceTag>(json, "sourceTag"),
            DeviceRace = json.TryGetProperty("deviceRace", out var device) && device.ValueKind == JsonValueKind.True,
        };

    private static Massage ReadMassage(JsonElement json) =>
        new(ReadDate(json.GetProperty("date"))!.Value, ReadEnum<MassageKind>(json, "kind") ?? MassageKind.Other);

    private static JsonElement.ArrayEnumerator ReadList(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
            : default;

    private static string? ReadText(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static double? ReadNumber(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number
            ? number.GetDouble()
            : null;

    private static DateOnly? ReadDate(JsonElement json) =>
        json.ValueKind == JsonValueKind.String
            ? DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static T? ReadEnum<T>(JsonElement json, string name)
        where T : struct, Enum =>
        ReadText(json, name) is { } text
            ? System.Enum.Parse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true)
            : null;
}
