using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Adds an athlete's digests as they become due. Each slot since the athlete was added gets one row: planned, or
/// skipped with a reason.
/// </summary>
internal sealed class DigestScheduler(TimeProvider clock, ILogger<DigestScheduler> log)
{
    /// <summary>Older weeks are not even recorded.</summary>
    private const int MaxWeeks = 8;

    /// <summary>The stored reason of a digest whose day or time was set to one that had passed.</summary>
    public const string MovedReason = "moved: the day or time of the digest was changed after this one was due";

    /// <summary>Checks from rows that were read for all athletes at once whether a slot may have no digest.</summary>
    public bool MayBeDue(AthleteSettings athlete, AthleteOutboxRows rows)
    {
        var now = clock.GetUtcNow();
        var slot = DigestSchedule.GetLatest(athlete, now);
        return PlausibleInstant.FilterPast(rows.CreatedAt, now) is not { } knownSince
            || (slot.At > knownSince && !rows.DigestWeeks.Contains(slot.Period));
    }

    public void Schedule(DbConnection connection, AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var knownSince = GetKnownSince(connection, athleteId, now);
        var slot = DigestSchedule.GetLatest(athlete, now);
        for (var week = 0; week < MaxWeeks && slot.At > knownSince; week++)
        {
            // Rows are added without a gap, so the slots before an existing row have rows too.
            if (MailRepository.Find(connection, athleteId, MailKind.Digest, slot.Period) is not null)
            {
                return;
            }

            AddSlot(connection, athlete, athleteId, slot, now);
            slot = DigestSchedule.GetPrevious(athlete, slot);
        }
    }

    /// <remarks>
    /// A creation time in the future comes from a wrong clock. It is replaced by the current time, since no digest
    /// would be due before it.
    /// </remarks>
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
        var reason = MailPause.IsPausedOn(connection, athlete, athleteId, slot.Date, now)
            ? MailPause.Reason
            : FindMissedReason(connection, athleteId, slot, now);
        var state = reason is null ? MailState.Planned : MailState.Skipped;
        if (!MailRepository.Add(connection, athleteId, MailKind.Digest, slot.Period, state, reason, slot.At, now))
        {
            return;
        }

        if (reason is null)
        {
            log.Planned(athlete.Name, slot.Period);
        }
        else if (reason == MailPause.Reason)
        {
            log.Skipped(athlete.Name, slot.Period, reason);
        }
        else
        {
            log.Missed(athlete.Name, slot.Period, reason);
        }
    }

    private static string? FindMissedReason(
        DbConnection connection,
        long athleteId,
        DigestSlot slot,
        DateTimeOffset now
    )
    {
        if (now - slot.At <= DeliveryWindow.Length)
        {
            return null;
        }

        return PreferenceRepository.FindDigestMovedAt(connection, athleteId) > slot.At
            ? MovedReason
            : string.Create(
                CultureInfo.InvariantCulture,
                $"missed: the daemon was off for more than {DeliveryWindow.Length.TotalHours} hours. "
                    + $"Run 'activitysync digest send --week {slot.Period}' to send it anyway."
            );
    }
}
