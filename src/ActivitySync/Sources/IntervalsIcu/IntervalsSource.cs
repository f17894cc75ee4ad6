using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>Reads activities and the calendar from intervals.icu.</summary>
/// <remarks>
/// Each read lists the complete window, latest first, which includes late uploads, edits and deletions. Usually one
/// response has all of it. How many rows the service returns at most isn't documented, so the list begins some days
/// before the window: an activity of those days shows that the response is complete. Else the list is continued by the
/// start of the oldest row, until a response has nothing new.
/// </remarks>
internal sealed class IntervalsSource(
    AppSettings settings,
    IntervalsApi api,
    IntervalsConnectionService keys,
    IntervalsCalendarReader calendars,
    RefreshLock gate,
    Database database,
    TimeProvider clock
) : KeySource(IntervalsDescriptor.Service, gate, database, clock)
{
    /// <summary>The number of rows to request; a year has fewer.</summary>
    private const int PageSize = 500;

    /// <summary>Stops reading a list that never ends.</summary>
    private const int MaxPages = 100;

    /// <summary>Days before the window that the list begins.</summary>
    private const int MarginDays = 14;

    /// <summary>Limits of services are multiples of this.</summary>
    private const int RoundCount = 50;

    /// <summary>A longer window is that of a full sync, which also reads the calendar.</summary>
    private static readonly TimeSpan FullWindow = TimeSpan.FromDays(21);

    private readonly TimeProvider _clock = clock;

    public override int HistoryDays => settings.GetSource<IntervalsSettings>().HistoryDays;

    protected override async Task<KeyError?> ReadRowsAsync(
        AthleteSettings athlete,
        DateTimeOffset from,
        RowCollector rows,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        if (keys.FindKey(athlete) is not { } key)
        {
            return CreateError(KeyErrorKind.KeyMissing, athlete);
        }

        var windowStart = TimeZoneInfo.ConvertTime(from, athlete.TimeZone).DateTime;
        var firstDay = DateOnly.FromDateTime(windowStart).AddDays(-MarginDays);
        DateTime? newest = null;
        for (var page = 0; page < MaxPages; page++)
        {
            var reply = await api.ListActivitiesAsync(firstDay, newest, PageSize, key, counter, cancellationToken);
            if (reply.ErrorKind is not null)
            {
                return KeyError.FromResponse(IntervalsDescriptor.Service, reply, athlete.Name, _clock);
            }

            if (IntervalsActivityParser.Parse(reply.Body, athlete.TimeZone) is not { } found)
            {
                return CreateError(KeyErrorKind.Unreadable, athlete);
            }

            var known = found.Count(row => rows.HasSeen(row.Id));
            Collect(found, from, windowStart, rows);
            if (rows.IsOtherAccount)
            {
                return CreateError(KeyErrorKind.OtherAccount, athlete);
            }

            if (known == found.Count || IsComplete(found, windowStart))
            {
                return null;
            }

            var oldest = found.Min(row => row.LocalStart)!.Value;
            if (oldest == newest)
            {
                break; // more activities start in one second than a response has
            }

            newest = oldest;
        }

        return CreateError(KeyErrorKind.Unreadable, athlete);
    }

    protected override async Task<SourceReadResult> CompleteAsync(
        SourceReadResult result,
        RowCollector rows,
        AthleteSettings athlete,
        DateTimeOffset from,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var withheld = rows.WithheldIds.Count == 0 ? null : DescribeWithheld(athlete, rows.WithheldIds.Count, from);
        var (calendar, error) = await calendars.ReadAsync(
            athlete,
            GetAthleteId(athlete),
            isForced: _clock.GetUtcNow() - from >= FullWindow,
            rows.AthleteMaxHeartRate,
            counter,
            cancellationToken
        );
        var message = string.Join(' ', new[] { result.Message, withheld, error?.Message }.OfType<string>());
        return result with
        {
            Calendar = calendar,
            RequestCount = counter.Count,
            Message = message.Length > 0 ? message : null,
            RetryAt = error?.RetryAt,
        };
    }

    /// <summary>What to do about activities that came through Strava.</summary>
    public static string DescribeWithheld(AthleteSettings athlete, int count, DateTimeOffset from) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"intervals.icu withholds {count} of {athlete.Name}'s activities since {from:yyyy-MM-dd}, because they "
                + $"came from Strava. Connect the watch's own service, such as Garmin or COROS, to intervals.icu "
                + $"directly (intervals.icu/settings), then new activities are listed."
        );

    private static void Collect(
        IReadOnlyList<IntervalsRow> found,
        DateTimeOffset from,
        DateTime windowStart,
        RowCollector rows
    )
    {
        foreach (var row in found)
        {
            rows.MarkSeen(row.Id);
            rows.AthleteMaxHeartRate ??= row.AthleteMaxHeartRate;
            var isBefore = row.Recording is { } recording
                ? recording.Activity.Start <= from
                : row.LocalStart <= windowStart;
            if (isBefore)
            {
                continue;
            }

            if (row.IsWithheld)
            {
                rows.WithheldIds.Add(row.Id);
            }
            else
            {
                rows.Add(row.Id, row.OwnerId, row.Recording);
            }
        }
    }

    /// <summary>Whether a response reaches back to the start of the window.</summary>
    private static bool IsComplete(IReadOnlyList<IntervalsRow> found, DateTime windowStart)
    {
        var starts = found.Select(row => row.LocalStart).OfType<DateTime>().OrderDescending().ToList();
        if (starts.Count == 0 || starts[^1] < windowStart)
        {
            return true;
        }

        // A response that was cut off ends with a gap, and has as many rows as some limit.
        var longestPause = starts.Zip(starts.Skip(1), (later, earlier) => later - earlier).DefaultIfEmpty().Max();
        return found.Count % RoundCount != 0 && starts[^1] - windowStart <= longestPause;
    }
}
