namespace ActivitySync.Mail.Outbox;

/// <summary>Converts a local date and time to an instant, also where the time doesn't exist or occurs twice.</summary>
internal static class LocalTime
{
    /// <summary>Transitions between offsets happen on whole minutes.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <summary>Longer than any gap: zones that moved across the date line skipped a whole day.</summary>
    private const int MaxGapMinutes = 26 * 60;

    /// <summary>
    /// Returns the instant at which clocks in the zone show a time. A time that doesn't exist moves to the next that
    /// does; of a time that occurs twice, the first occurrence is used.
    /// </summary>
    public static DateTimeOffset ToInstant(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time);
        for (var minute = 0; minute < MaxGapMinutes; minute++)
        {
            if (FindExactInstant(local, zone) is { } instant)
            {
                return instant;
            }

            local = local.AddTicks(-(local.Ticks % Step.Ticks)).Add(Step);
        }

        throw new InvalidOperationException($"The zone {zone.Id} has no local time after {date} {time}.");
    }

    private static DateTimeOffset? FindExactInstant(DateTime local, TimeZoneInfo zone)
    {
        // Offsets are read for instants, not for local times: this also works where a zone changed its standard offset.
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
