using System.Globalization;
using System.Text.Json;
using ActivitySync.Settings;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Tells what the live service answers against what this program expects of it: the interface is new, and was written for by
/// its description alone. Names of fields are told, never what stands in them.
/// </summary>
internal sealed class GarminProbe(GarminApi api, GarminAccess access, GarminConnection connection, TimeProvider clock)
{
    private const int Days = 30;

    private static readonly string[] Expected =
        ["activityId", "activityName", "startTimeGMT", "startTimeLocal", "activityType", "eventType", "distance", "duration", "elapsedDuration"];

    /// <summary>Lines for a person; the first says whether it works.</summary>
    public async Task<(bool Works, IReadOnlyList<string> Lines)> AskAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        if (connection.RestsUntil(athlete) is { } rest) return (false, [string.Create(CultureInfo.InvariantCulture, $"Garmin asked to be left alone until {rest:yyyy-MM-dd HH:mm} UTC; try again then.")]);
        var calls = new CallCount();
        var (token, trouble) = await access.TokenAsync(athlete, null, calls, cancellationToken);
        if (trouble is not null) return (false, [trouble.Line]);
        var from = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-Days);
        var reply = await api.ListAsync(from, 0, 1, token!, calls, cancellationToken);
        if (reply.Fault is not null) return (false, [GarminTrouble.Of(reply, athlete.Name).Line]);
        if (GarminList.Read(reply.Body, athlete.TimeZone) is not { } rows)
            return (false, [$"Garmin takes the key, and its list is not of the expected form: {Shape(reply.Body)}."]);
        if (rows.Count == 0) return (true, [$"Garmin takes the key; no activity of the last {Days} days to compare with."]);
        var missing = Expected.Except(FieldsOf(reply.Body)).ToList();
        return rows[0].Activity is null
            ? (false, [$"Garmin lists activities, and one cannot be read; fields missing: {Listed(missing)}."])
            : (true, [$"Garmin lists activities as expected{(missing.Count == 0 ? "" : $", but for the fields {Listed(missing)}")}."]);
    }

    private static string Listed(List<string> fields) => fields.Count == 0 ? "none" : string.Join(", ", fields);

    private static IReadOnlyList<string> FieldsOf(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return GarminList.Rows(document.RootElement)?.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Object } row
            ? [.. row.EnumerateObject().Select(field => field.Name)]
            : [];
    }

    private static string Shape(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? $"an object with {string.Join(", ", document.RootElement.EnumerateObject().Take(Expected.Length).Select(field => field.Name))}"
                : $"{document.RootElement.ValueKind}";
        }
        catch (JsonException)
        {
            return "no JSON";
        }
    }
}
