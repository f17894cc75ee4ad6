namespace ActivitySync.Mail.Outbox;

/// <summary>A wall clock's reading as an instant, on every day of the year.</summary>
internal static class LocalTime
{
    /// <summary>Clocks that jump, jump on whole minutes.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>More than any clock ever jumped: a whole day went missing where the date line moved.</summary>
    private const int MaxGapMinutes = 26 * 60;

    /// <summary>
    /// The instant at which a clock in the zone shows this time. A time that does not exist is taken at the next that
    /// does; one that comes twice is taken the first time.
    /// </summary>
    public static DateTimeOffset ToInstant(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var wanted = date.ToDateTime(time);
        for (var minute = 0; minute < MaxGapMinutes; minute++)
        {
            if (FindExactInstant(wanted, zone) is { } instant)
            {
                return instant;
            }

            wanted = wanted.AddTicks(-(wanted.Ticks % Step.Ticks)).Add(Step);
        }

        throw new InvalidOperationException($"The zone {zone.Id} shows no time from {date} {time} on.");
    }

    private static DateTimeOffset? FindExactInstant(DateTime local, TimeZoneInfo zone)
    {
        // Asked as instants, not as local times, so that a zone which changed its standard time answers as well.
        var asUtc = new DateTimeOffset(local, TimeSpan.Zero);
        var before = zone.GetUtcOffset(asUtc.AddDays(-1));
        var after = zone.GetUtcOffset(asUtc.AddDays(1));
        var first = new DateTimeOffset(local, before > after ? before : after);
        if (zone.GetUtcOffset(first) == first.Offset)
        {
            return first;
        }

        var second = new DateTimeOffset(local, before > after ? after : before);
        return zone.GetUtcOffset(second) == second.Offset ? second : null;
    }
}
