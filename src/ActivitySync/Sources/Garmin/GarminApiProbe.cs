using System.Globalization;
using System.Text.Json;
using ActivitySync.Configuration;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Tells what the live service answers against what this program expects of it: the interface is new, and was written for by
/// its description alone. Names of fields are told, never what stands in them.
/// </summary>
internal sealed class GarminApiProbe(
    GarminApi api,
    GarminTokenProvider access,
    GarminConnectionService connection,
    TimeProvider clock
)
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

    /// <summary>Lines for a person; the first says whether it works.</summary>
    public async Task<(bool Works, IReadOnlyList<string> Lines)> ProbeAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        if (connection.FindRetryAt(athlete) is { } rest)
        {
            return (
                false,
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Garmin asked to be left alone until {rest:yyyy-MM-dd HH:mm} UTC; try again then."
                    ),
                ]
            );
        }

        var calls = new RequestCounter();
        var (token, trouble) = await access.GetTokenAsync(athlete, null, calls, cancellationToken);
        if (trouble is not null)
        {
            return (false, [trouble.Message]);
        }

        var from = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-Days);
        var reply = await api.ListActivitiesAsync(from, 0, 1, token!, calls, cancellationToken);
        if (reply.ErrorKind is not null)
        {
            return (false, [GarminError.FromResponse(reply, athlete.Name).Message]);
        }

        if (GarminActivityListParser.Parse(reply.Body, athlete.TimeZone) is not { } rows)
        {
            return (
                false,
                [$"Garmin takes the key, and its list is not of the expected form: {DescribeShape(reply.Body)}."]
            );
        }

        if (rows.Count == 0)
        {
            return (true, [$"Garmin takes the key; no activity of the last {Days} days to compare with."]);
        }

        var missing = ExpectedFields.Except(GetFieldNames(reply.Body)).ToList();
        return rows[0].Activity is null
            ? (false, [$"Garmin lists activities, and one cannot be read; fields missing: {JoinOrNone(missing)}."])
            : (
                true,
                [
                    $"Garmin lists activities as expected{(missing.Count == 0 ? "" : $", but for the fields {JoinOrNone(missing)}")}.",
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
                ? $"an object with {string.Join(", ", document.RootElement.EnumerateObject().Take(ExpectedFields.Length).Select(field => field.Name))}"
                : $"{document.RootElement.ValueKind}";
        }
        catch (JsonException)
        {
            return "no JSON";
        }
    }
}
