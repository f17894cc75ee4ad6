using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Enters a runner's digests as they fall due. Each slot since the runner is known gets one row for good: planned, or
/// skipped with its reason.
/// </summary>
internal sealed class DigestScheduler(TimeProvider clock, ILogger<DigestScheduler> log)
{
    /// <summary>After a longer silence older weeks are not even recorded.</summary>
    private const int MaxWeeks = 8;

    /// <summary>What a runner hears of a slot that was paused.</summary>
    public const string PausedReason = "paused";

    public void Schedule(DbConnection connection, AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var knownSince = GetKnownSince(connection, athleteId, now);
        var slot = DigestSchedule.GetLatest(athlete, now);
        for (var week = 0; week < MaxWeeks && slot.At > knownSince; week++)
        {
            // Rows are entered without a gap, so what lies before one is settled.
            if (MailRepository.Find(connection, athleteId, MailKind.Digest, slot.Period) is not null)
            {
                return;
            }

            AddSlot(connection, athlete, athleteId, slot, now);
            slot = DigestSchedule.GetPrevious(athlete, slot);
        }
    }

    /// <summary>A runner whom a clock that ran ahead wrote down is known since now, or would hear nothing until then.</summary>
    private static DateTimeOffset GetKnownSince(DbConnection connection, long athleteId, DateTimeOffset now)
    {
        if (PlausibleInstant.FilterPast(AthleteRepository.GetCreatedAt(connection, athleteId), now) is { } created)
        {
            return created;
        }

        AthleteRepository.SetCreatedAt(connection, athleteId, now);
        return now;
    }

    private void AddSlot(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        DigestSlot slot,
        DateTimeOffset now
    )
    {
        var reason = IsPausedOn(connection, athlete, athleteId, slot.Date, now)
            ? PausedReason
            : FindMissedReason(slot, now);
        var state = reason is null ? MailState.Planned : MailState.Skipped;
        if (!MailRepository.Add(connection, athleteId, MailKind.Digest, slot.Period, state, reason, slot.At, now))
        {
            return;
        }

        if (reason is null)
        {
            log.Planned(athlete.Name, slot.Period);
        }
        else if (reason == PausedReason)
        {
            log.Skipped(athlete.Name, slot.Period, reason);
        }
        else
        {
            log.Missed(athlete.Name, slot.Period, reason);
        }
    }

    /// <summary>A pause, by hand or in a title, holds for a slot that lies in it, and for a mail that would go out in it.</summary>
    public static bool IsPausedOn(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        DateOnly slot,
        DateTimeOffset now
    )
    {
        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, now);
        return (PauseRepository.FindEndDate(connection, athleteId) is { } until && (slot <= until || today <= until))
            || PauseRepository.IsTitlePausedOn(connection, athleteId, slot)
            || PauseRepository.IsTitlePausedOn(connection, athleteId, today);
    }

    /// <summary>
    /// Whether a mail of a kind is held back. A red flag is not by a pause, which asks for quiet and not for silence on what was
    /// just told: only a runner who ended the mails altogether hears nothing.
    /// </summary>
    public static bool IsSuppressed(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        string kind,
        DateOnly day,
        DateTimeOffset now
    ) =>
        kind == MailKind.RedFlag
            ? PauseRepository.IsPausedIndefinitely(connection, athleteId)
            : IsPausedOn(connection, athlete, athleteId, day, now);

    private static string? FindMissedReason(DigestSlot slot, DateTimeOffset now)
    {
        var late = now - slot.At;
        return late > DeliveryWindow.Length
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"missed: the daemon was off for more than {DeliveryWindow.Length.TotalHours} hours; 'activitysync digest send --week {slot.Period}' sends it all the same"
            )
            : null;
    }
}
