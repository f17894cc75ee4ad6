using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Compares the responses of the live service with what this program expects.
/// </summary>
/// <remarks>
/// The client was written from the description of the API alone. The lines contain names of fields, never their values.
/// </remarks>
internal sealed class GarminApiProbe(
    GarminApi api,
    GarminTokenProvider access,
    GarminConnectionService connection,
    TimeProvider clock
) : KeyProbe(connection)
{
    private const int Days = 30;

    private static readonly string[] ExpectedFields =
    [
        "activityId",
        "activityName",
        "startTimeGMT",
        "startTimeLocal",
        "activityType",
        "eventType",
        "distance",
        "duration",
        "elapsedDuration",
    ];

    protected override async Task<KeyProbeResult> CallAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        var calls = new RequestCounter();
        var (token, error) = await access.GetTokenAsync(athlete, null, calls, cancellationToken);
        if (error is not null)
        {
            return Fail(error);
        }

        var from = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-Days);
        var reply = await api.ListActivitiesAsync(from, 0, 1, token!, calls, cancellationToken);
        if (reply.ErrorKind is not null)
        {
            return Fail(KeyError.FromResponse(GarminDescriptor.Service, reply, athlete.Name, clock));
        }

        if (GarminActivityListParser.Parse(reply.Body, athlete.TimeZone) is not { } rows)
        {
            return FailUnexpected(
                $"Garmin accepts the key, but the list has an unexpected format: {DescribeShape(reply.Body)}."
            );
        }

        if (rows.Count == 0)
        {
            return new(
                null,
                [$"Garmin accepts the key. The last {Days} days have no activity to check the format with."]
            );
        }

        var missing = ExpectedFields.Except(GetFieldNames(reply.Body)).ToList();
        return rows[0].Activity is null
            ? FailUnexpected($"Garmin lists activities, but one is unreadable; missing fields: {JoinOrNone(missing)}.")
            : new(
                null,
                [
                    "Garmin lists activities as expected"
                        + (missing.Count == 0 ? "." : $", except for missing fields: {JoinOrNone(missing)}."),
                ]
            );
    }

    private static string JoinOrNone(List<string> fields) => fields.Count == 0 ? "none" : string.Join(", ", fields);

    private static IReadOnlyList<string> GetFieldNames(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        return
            GarminActivityListParser.FindRows(document.RootElement)?.EnumerateArray().FirstOrDefault()
                is { ValueKind: JsonValueKind.Object } row
            ? [.. row.EnumerateObject().Select(field => field.Name)]
            : [];
    }

    private static string DescribeShape(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? "an object with "
                    + string.Join(
                        ", ",
                        document.RootElement.EnumerateObject().Take(ExpectedFields.Length).Select(field => field.Name)
                    )
                : $"{document.RootElement.ValueKind}";
        }
        catch (JsonException)
        {
            return "not JSON";
        }
    }
}
