using System.Globalization;
using ActivitySync.Configuration;

namespace ActivitySync.Mail.Outbox;

/// <summary>When a runner's digests are due: the setting's day and time in the runner's zone, as instants.</summary>
internal static class DigestSchedule
{
    private const int DaysInWeek = 7;

    /// <summary>The latest slot at or before an instant.</summary>
    public static DigestSlot GetLatest(AthleteSettings athlete, DateTimeOffset instant)
    {
        // A slot can lie after the day it stands for, where the clocks skip the rest of that day: so a day more each way.
        var today = GetLocalDate(athlete.TimeZone, instant);
        for (var back = -1; back <= DaysInWeek + 1; back++)
        {
            var date = today.AddDays(-back);
            if (date.DayOfWeek == athlete.Digest.Day && CreateSlot(athlete, date) is var slot && slot.At <= instant)
            {
                return slot;
            }
        }

        throw new InvalidOperationException("Nine days hold every weekday.");
    }

    /// <summary>The first slot after an instant.</summary>
    public static DigestSlot GetNext(AthleteSettings athlete, DateTimeOffset instant)
    {
        var today = GetLocalDate(athlete.TimeZone, instant);
        for (var ahead = -1; ahead <= DaysInWeek + 1; ahead++)
        {
            var date = today.AddDays(ahead);
            if (date.DayOfWeek == athlete.Digest.Day && CreateSlot(athlete, date) is var slot && slot.At > instant)
            {
                return slot;
            }
        }

        throw new InvalidOperationException("Nine days hold every weekday.");
    }

    /// <summary>The slot a week before this one.</summary>
    public static DigestSlot GetPrevious(AthleteSettings athlete, DigestSlot slot) =>
        CreateSlot(athlete, slot.Date.AddDays(-DaysInWeek));

    /// <summary>The slot of an ISO week; null if the text names none.</summary>
    public static DigestSlot? FindByWeek(AthleteSettings athlete, string week)
    {
        if (
            week.Length != "2026-W47".Length
            || !week.AsSpan(4, 2).SequenceEqual("-W")
            || !int.TryParse(week.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !int.TryParse(week.AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || year is < 1900 or > 9000
            || number < 1
            || number > ISOWeek.GetWeeksInYear(year)
        )
        {
            return null;
        }

        return CreateSlot(athlete, DateOnly.FromDateTime(ISOWeek.ToDateTime(year, number, athlete.Digest.Day)));
    }

    /// <summary>The date a clock in the zone shows.</summary>
    public static DateOnly GetLocalDate(TimeZoneInfo zone, DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private static DigestSlot CreateSlot(AthleteSettings athlete, DateOnly date)
    {
        var day = date.ToDateTime(TimeOnly.MinValue);
        var period = string.Create(
            CultureInfo.InvariantCulture,
            $"{ISOWeek.GetYear(day):0000}-W{ISOWeek.GetWeekOfYear(day):00}"
        );
        return new DigestSlot(LocalTime.ToInstant(date, athlete.Digest.Time, athlete.TimeZone), date, period);
    }
}

/// <summary>One time at which a runner's digest is due.</summary>
/// <param name="At">The instant.</param>
/// <param name="Date">The date it stands for in the runner's zone: the digest reports the seven days that end with it.</param>
/// <param name="Period">The ISO week of that date, <c>2026-W47</c>.</param>
internal sealed record DigestSlot(DateTimeOffset At, DateOnly Date, string Period);
