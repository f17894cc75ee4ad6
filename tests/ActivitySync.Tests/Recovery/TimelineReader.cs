using System.Globalization;
using System.Text.Json;
using ActivitySync.Recovery;

namespace ActivitySync.Tests.Recovery;

/// <summary>Reads the timelines of scenarios straight into the core's types.</summary>
internal static class TimelineReader
{
    internal static Timeline Read(JsonElement json) => new()
    {
        AsOf = Date(json.GetProperty("asOf"))!.Value,
        Runner = json.TryGetProperty("runner", out var runner) ? RunnerOf(runner) : new(),
        Activities = [.. List(json, "activities").Select(ActivityOf)],
        Labels = [.. List(json, "labels").Select(label => new ActivityLabel(
            Text(label, "activity")!, Enum<LabelWord>(label, "label")!.Value, Enum<Importance>(label, "importance")))],
        Races = [.. List(json, "races").Select(race => new CalendarRace
        {
            Date = Date(race.GetProperty("date"))!.Value,
            Name = Text(race, "name") ?? "",
            DistanceMeters = Number(race, "distanceMeters"),
            Importance = Enum<Importance>(race, "importance"),
        })],
        Massages = [.. List(json, "massages").Select(MassageOf)],
        Slots = [.. List(json, "slots").Select(MassageOf)],
        Pains = [.. List(json, "pains").Select(pain => new Pain
        {
            Date = Date(pain.GetProperty("date"))!.Value,
            Area = Text(pain, "area") ?? "",
            Severity = Number(pain, "severity") ?? 0,
            Signs = [.. List(pain, "signs").Select(sign => sign.GetString()!)],
            ResolvedOn = pain.TryGetProperty("resolvedOn", out var gone) ? Date(gone) : null,
        })],
        Illnesses = [.. List(json, "illness").Select(illness => new Illness(Date(illness.GetProperty("date"))!.Value, Text(illness, "kind") ?? ""))],
        Planned = [.. List(json, "planned").Select(planned => new PlannedSession(
            Date(planned.GetProperty("date"))!.Value, Enum<PlannedKind>(planned, "kind")!.Value))],
    };

    private static Runner RunnerOf(JsonElement json) => new()
    {
        HomeZone = Text(json, "timeZone") is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null,
        Budget = Enum<Budget>(json, "budget") ?? Budget.Regular,
        Rhythm = Text(json, "rhythm") is null or "auto" ? null : Enum<MassageHistory>(json, "rhythm"),
        Conditions = [.. List(json, "conditions").Select(condition => condition.GetString()!)],
        RestingHeartRate = Number(json, "restingHeartRate"),
        MaxHeartRate = Number(json, "maxHeartRate"),
    };

    private static Activity ActivityOf(JsonElement json) => new()
    {
        Id = Text(json, "id")!,
        Start = DateTimeOffset.Parse(Text(json, "start")!, CultureInfo.InvariantCulture),
        Sport = Text(json, "sport") ?? "run",
        Name = Text(json, "name") ?? "",
        DistanceMeters = Number(json, "distanceMeters"),
        MovingSeconds = Number(json, "movingSeconds"),
        ElapsedSeconds = Number(json, "elapsedSeconds"),
        AverageHeartRate = Number(json, "averageHeartRate"),
        MaxHeartRate = Number(json, "maxHeartRate"),
        AscentMeters = Number(json, "ascentMeters"),
        DescentMeters = Number(json, "descentMeters"),
        PerceivedExertion = Number(json, "perceivedExertion"),
        SourceTag = Enum<SourceTag>(json, "sourceTag"),
        DeviceRace = json.TryGetProperty("deviceRace", out var device) && device.ValueKind == JsonValueKind.True,
    };

    private static Massage MassageOf(JsonElement json) => new(Date(json.GetProperty("date"))!.Value, Enum<MassageKind>(json, "kind") ?? MassageKind.Other);

    private static JsonElement.ArrayEnumerator List(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String ? text.GetString() : null;

    private static double? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;

    private static DateOnly? Date(JsonElement json) =>
        json.ValueKind == JsonValueKind.String ? DateOnly.ParseExact(json.GetString()!, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    private static T? Enum<T>(JsonElement json, string name)
        where T : struct, Enum =>
        Text(json, name) is { } text ? System.Enum.Parse<T>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true) : null;
}
