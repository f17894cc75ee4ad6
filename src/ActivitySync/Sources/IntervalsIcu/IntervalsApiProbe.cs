using ActivitySync.Configuration;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>Checks for <c>doctor</c> and <c>setup</c> that the activities of the last days can be read.</summary>
internal sealed class IntervalsApiProbe(IntervalsApi api, IntervalsConnectionService keys, TimeProvider clock)
    : KeyProbe(keys)
{
    private const int Days = 30;
    private const int MaxRows = 100;

    protected override async Task<KeyProbeResult> CallAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        if (Connection.FindKey(athlete) is not { } key)
        {
            return Fail(KeyError.FromKind(IntervalsDescriptor.Service, KeyErrorKind.KeyMissing, athlete.Name));
        }

        var from = clock.GetUtcNow().AddDays(-Days);
        var reply = await api.ListActivitiesAsync(
            DateOnly.FromDateTime(from.UtcDateTime),
            newest: null,
            MaxRows,
            key,
            new RequestCounter(),
            cancellationToken
        );
        if (reply.ErrorKind is not null)
        {
            return Fail(KeyError.FromResponse(IntervalsDescriptor.Service, reply, athlete.Name, clock));
        }

        if (IntervalsActivityParser.Parse(reply.Body, athlete.TimeZone) is not { } rows)
        {
            return FailUnexpected(
                "intervals.icu accepts the key, but the list has an unexpected format. Wait and retry."
            );
        }

        var (withheld, readable) = (rows.Count(row => row.IsWithheld), rows.Count(row => row.Recording is not null));
        List<string> lines =
        [
            readable > 0
                ? $"intervals.icu accepts the key and lists activities of the last {Days} days as expected."
                : $"intervals.icu accepts the key. The last {Days} days have no activity to check the format with.",
        ];
        if (withheld > 0)
        {
            lines.Add(IntervalsSource.DescribeWithheld(athlete, withheld, from));
        }

        return rows.Count > withheld + readable
            ? FailUnexpected(
                $"intervals.icu lists activities, but {rows.Count - withheld - readable} have no id or start."
            )
            : new(null, lines);
    }
}
