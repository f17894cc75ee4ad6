using System.Data.Common;
using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// Enters a runner's digests as they fall due. Each slot since the runner is known gets one row for good: planned, or
/// skipped with its reason.
/// </summary>
internal sealed class PlanDigests(TimeProvider clock, ILogger<PlanDigests> log)
{
    /// <summary>After a longer silence older weeks are not even recorded.</summary>
    private const int WeeksRecorded = 8;

    /// <summary>What a runner hears of a slot that was paused.</summary>
    public const string Paused = "paused";

    public void Plan(DbConnection store, AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        var knownSince = KnownSince(store, athleteId, now);
        var slot = DigestSlots.LatestAt(athlete, now);
        for (var week = 0; week < WeeksRecorded && slot.At > knownSince; week++)
        {
            // Rows are entered without a gap, so what lies before one is settled.
            if (Mails.Find(store, athleteId, MailKind.Digest, slot.Period) is not null) return;
            Enter(store, athlete, athleteId, slot, now);
            slot = DigestSlots.Before(athlete, slot);
        }
    }

    /// <summary>A runner whom a clock that ran ahead wrote down is known since now, or would hear nothing until then.</summary>
    private static DateTimeOffset KnownSince(DbConnection store, long athleteId, DateTimeOffset now)
    {
        if (Believable.Past(Athletes.CreatedAt(store, athleteId), now) is { } created) return created;
        Athletes.SetCreatedAt(store, athleteId, now);
        return now;
    }

    private void Enter(DbConnection store, AthleteSettings athlete, long athleteId, DigestSlot slot, DateTimeOffset now)
    {
        var reason = PausedOn(store, athlete, athleteId, slot.Date, now) ? Paused : TooLate(slot, now);
        var state = reason is null ? MailState.Planned : MailState.Skipped;
        if (!Mails.Add(store, athleteId, MailKind.Digest, slot.Period, state, reason, slot.At, now)) return;
        if (reason is null) log.Planned(athlete.Name, slot.Period);
        else if (reason == Paused) log.Skipped(athlete.Name, slot.Period, reason);
        else log.Missed(athlete.Name, slot.Period, reason);
    }

    /// <summary>A pause, by hand or in a title, holds for a slot that lies in it, and for a mail that would go out in it.</summary>
    public static bool PausedOn(DbConnection store, AthleteSettings athlete, long athleteId, DateOnly slot, DateTimeOffset now)
    {
        var today = DigestSlots.DateIn(athlete.TimeZone, now);
        return (Pauses.UntilOf(store, athleteId) is { } until && (slot <= until || today <= until))
            || Pauses.IsTitlePausedOn(store, athleteId, slot)
            || Pauses.IsTitlePausedOn(store, athleteId, today);
    }

    /// <summary>
    /// Whether a mail of a kind is held back. A red flag is not by a pause, which asks for quiet and not for silence on what was
    /// just told: only a runner who ended the mails altogether hears nothing.
    /// </summary>
    public static bool IsHeldBack(DbConnection store, AthleteSettings athlete, long athleteId, string kind, DateOnly day, DateTimeOffset now) =>
        kind == MailKind.Notice ? Pauses.IsOff(store, athleteId) : PausedOn(store, athlete, athleteId, day, now);

    private static string? TooLate(DigestSlot slot, DateTimeOffset now)
    {
        var late = now - slot.At;
        return late > DeliveryWindow.Length
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"missed: the daemon was off for more than {DeliveryWindow.Length.TotalHours} hours; 'activitysync digest send --week {slot.Period}' sends it all the same")
            : null;
    }
}
