using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.IntervalsIcu;

/// <summary>
/// Reads the calendar and the daily entries of an athlete, a few times a day. They are not part of the first read of a
/// source, except for the events.
/// </summary>
internal sealed class IntervalsCalendarReader(
    IntervalsApi api,
    IntervalsConnectionService keys,
    Database database,
    TimeProvider clock
)
{
    /// <summary>As far back as race calendars are read.</summary>
    private const int DaysBack = 200;

    /// <summary>Two seasons ahead.</summary>
    private const int DaysAhead = 550;

    private const int WellnessDays = 30;

    // A little less than a multiple of the hours between two syncs.
    private static readonly TimeSpan EventsInterval = TimeSpan.FromHours(5.5);
    private static readonly TimeSpan WellnessInterval = TimeSpan.FromHours(11.5);

    /// <summary>Reads what is due.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="isForced">True: read all of it; false: what is due.</param>
    /// <param name="maxHeartRate">The maximum that the list of activities names; null if none.</param>
    /// <param name="counter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <returns>What was read, null if nothing; and why the rest wasn't, which the next sync tries again.</returns>
    public async Task<(SourceCalendar? Calendar, KeyError? Error)> ReadAsync(
        AthleteSettings athlete,
        long athleteId,
        bool isForced,
        double? maxHeartRate,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var (key, now) = (keys.FindKey(athlete)!, clock.GetUtcNow());
        var today = athlete.GetDate(now);
        var last = FindLast(athleteId);
        SourceEvents? events = null;
        if (isForced || IsDue(last?.EventsReadAt, EventsInterval, now))
        {
            var from = today.AddDays(-DaysBack);
            var reply = await api.ListEventsAsync(from, today.AddDays(DaysAhead), key, counter, cancellationToken);
            events = reply.ErrorKind is null ? IntervalsEventParser.Parse(reply.Body, from) : null;
            if (events is null)
            {
                return (null, CreateError(reply, athlete));
            }
        }

        SourceWellness? wellness = null;
        KeyError? error = null;
        if (last is not null && (isForced || IsDue(last.WellnessReadAt, WellnessInterval, now)))
        {
            var from = today.AddDays(-WellnessDays);
            var reply = await api.ListWellnessAsync(from, today, key, counter, cancellationToken);
            wellness = reply.ErrorKind is null ? IntervalsWellnessParser.Parse(reply.Body) : null;
            error = wellness is null ? CreateError(reply, athlete) : null;
        }

        return events is null && wellness is null && maxHeartRate is null
            ? (null, error)
            : (new SourceCalendar(events, wellness, maxHeartRate), error);
    }

    private static bool IsDue(long? readAt, TimeSpan interval, DateTimeOffset now) =>
        !(now - PlausibleInstant.FilterPast(readAt.ToInstant(), now) < interval);

    private KeyError CreateError(KeyResponse reply, AthleteSettings athlete) =>
        KeyError.FromResponse(IntervalsDescriptor.Service, reply, athlete.Name, clock);

    private SourceCalendarRow? FindLast(long athleteId)
    {
        using var connection = database.Open();
        return SourceCalendarRepository.Find(connection, athleteId, IntervalsDescriptor.SourceName.ToColumn());
    }
}
