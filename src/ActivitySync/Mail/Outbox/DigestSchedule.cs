using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// The slots of an athlete's digests: the configured day and time in the athlete's time zone, as instants.
/// </summary>
internal static class DigestSchedule
{
    private const int DaysInWeek = 7;

    /// <summary>The years accepted from the command line, far from the limits of <see cref="DateOnly"/>.</summary>
    private const int MinYear = 1900;

    private const int MaxYear = 9000;

    /// <summary>Returns the latest slot at or before an instant.</summary>
    public static DigestSlot GetLatest(AthleteSettings athlete, DateTimeOffset instant)
    {
        // Where a zone skips the rest of a day, a slot lies after its own date; so the search covers one more day.
        var today = athlete.GetDate(instant);
        for (var back = -1; back <= DaysInWeek + 1; back++)
        {
            var date = today.AddDays(-back);
            if (date.DayOfWeek == athlete.Digest.Day && CreateSlot(athlete, date) is var slot && slot.At <= instant)
            {
                return slot;
            }
        }

        throw new InvalidOperationException("There is a slot within nine days.");
    }

    /// <summary>Returns the first slot after an instant.</summary>
    public static DigestSlot GetNext(AthleteSettings athlete, DateTimeOffset instant)
    {
        var today = athlete.GetDate(instant);
        for (var ahead = -1; ahead <= DaysInWeek + 1; ahead++)
        {
            var date = today.AddDays(ahead);
            if (date.DayOfWeek == athlete.Digest.Day && CreateSlot(athlete, date) is var slot && slot.At > instant)
            {
                return slot;
            }
        }

        throw new InvalidOperationException("There is a slot within nine days.");
    }

    /// <summary>Returns the slot one week before another.</summary>
    public static DigestSlot GetPrevious(AthleteSettings athlete, DigestSlot slot) =>
        CreateSlot(athlete, slot.Date.AddDays(-DaysInWeek));

    /// <summary>Returns the slot of an ISO week.</summary>
    public static DigestSlot GetByWeek(AthleteSettings athlete, WeekPeriod week) =>
        CreateSlot(athlete, DateOnly.FromDateTime(ISOWeek.ToDateTime(week.Year, week.Week, athlete.Digest.Day)));

    /// <summary>Returns the slot of the week in a command's <c>--week</c> option.</summary>
    /// <exception cref="OperationException">The text isn't an existing ISO week.</exception>
    public static DigestSlot ParseWeek(AthleteSettings athlete, string week) =>
        WeekPeriod.TryParseWeek(week) is { Year: >= MinYear and <= MaxYear } period
            ? GetByWeek(athlete, period)
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"--week: \"{week}\" is invalid; expected an ISO week, like 2026-W47."
            );

    private static DigestSlot CreateSlot(AthleteSettings athlete, DateOnly date) =>
        new(LocalTime.ToInstant(date, athlete.Digest.Time, athlete.TimeZone), date, WeekPeriod.From(date));
}

/// <summary>One time at which an athlete's digest is due.</summary>
/// <param name="At">The instant.</param>
/// <param name="Date">
/// The slot's date in the athlete's time zone. The digest reports the seven days up to and including it.
/// </param>
/// <param name="Period">The ISO week of that date.</param>
internal sealed record DigestSlot(DateTimeOffset At, DateOnly Date, WeekPeriod Period);
