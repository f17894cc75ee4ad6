using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Adds the mails other than the digest as they become due. A mail that yields to the digest:
/// 1. waits while a digest that may include it is due later that day or not yet sent;
/// 2. is skipped if a digest included it when that digest was rendered;
/// 3. is skipped if another mail is sent on that day. A digest counts for the day it was rendered on, which may be
///    earlier than the day a server accepted it.
/// Each outcome is stored as a row, so it is decided once.
/// </summary>
internal sealed class MailScheduler(TimeProvider clock, IEnumerable<IMailTrigger> triggers, ILogger<MailScheduler> log)
{
    public const string IncludedReason = "included in the digest of that day";
    public const string OneMailPerDayReason = "another mail was sent on that day";
    public const string MissedReason = "missed: the daemon was off, or the mail became due too late";

    /// <summary>Checks from rows that were read for all athletes at once whether a mail may be due.</summary>
    public bool MayBeDue(AthleteSettings athlete, AthleteOutboxRows rows) =>
        triggers.Any(trigger => trigger.MayBeDue(athlete, rows, clock.GetUtcNow()));

    /// <summary>Adds the mails that are due. The athlete's digests up to now must have rows already.</summary>
    public void Schedule(DbConnection connection, AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var knownSince = AthleteRepository.GetCreatedAt(connection, athleteId);
        foreach (
            var due in triggers
                .SelectMany(trigger => trigger.FindDue(connection, athlete, now))
                .Where(due => due.At <= now && due.At > knownSince)
                .OrderBy(due => due.At)
        )
        {
            if (MailRepository.Find(connection, athleteId, due.Kind, due.Period) is null)
            {
                AddMail(connection, athlete, athleteId, due, now);
            }
        }
    }

    /// <summary>
    /// Checks whether a rendered mail that waits for its next attempt is still valid. A digest always is.
    /// </summary>
    public bool IsStillValid(DbConnection connection, AthleteSettings athlete, MailRow row) =>
        triggers
            .Where(trigger => trigger.Kind == row.Kind)
            .All(trigger => trigger.IsStillValid(connection, athlete, row));

    private void AddMail(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        DueMail due,
        DateTimeOffset now
    )
    {
        var slot = athlete.GetDate(due.At);
        string? reason;
        if (MailPause.IsSuppressed(connection, athlete, athleteId, due.Kind, slot, now))
        {
            reason = MailPause.Reason;
        }
        else if (now > due.ExpiresAt)
        {
            reason = MissedReason;
        }
        else if (!due.YieldsToDigest)
        {
            reason = null;
        }
        else if (IsDigestPending(connection, athlete, athleteId, due, now))
        {
            return;
        }
        else
        {
            reason = FindSkipReason(connection, athlete, athleteId, due, now);
        }

        var state = reason is null ? MailState.Planned : MailState.Skipped;
        if (
            !MailRepository.Add(
                connection,
                athleteId,
                due.Kind,
                due.Period,
                state,
                reason,
                due.At,
                now,
                due.UsefulUntil
            )
        )
        {
            return;
        }

        if (reason is null)
        {
            log.Planned(athlete.Name, due.Period);
        }
        else if (reason == MissedReason)
        {
            log.Missed(athlete.Name, due.Period, reason);
        }
        else
        {
            log.Skipped(athlete.Name, due.Period, reason);
        }
    }

    private static bool IsDigestPending(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        DueMail due,
        DateTimeOffset now
    ) =>
        DigestSchedule.GetNext(athlete, now).Date == athlete.GetDate(now)
        || MailRepository
            .GetAll(connection, athleteId)
            .Any(mail =>
                mail is { Kind: MailKind.Digest, IsWaiting: true }
                && (mail.State == MailState.Planned || Includes(mail, due) || IsFromToday(mail, athlete, now))
            );

    private static string? FindSkipReason(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        DueMail due,
        DateTimeOffset now
    )
    {
        var others = MailRepository
            .GetAll(connection, athleteId)
            .Where(mail => mail.Kind != MailKind.Alert && mail.Period.CopyNumber == 0)
            .Where(mail => mail.IsWaiting || mail.State is MailState.Sent or MailState.Unknown)
            .ToList();
        if (others.Any(mail => mail.Kind == MailKind.Digest && Includes(mail, due)))
        {
            return IncludedReason;
        }

        return others.Any(mail => (mail.Kind != MailKind.Digest && mail.IsWaiting) || IsFromToday(mail, athlete, now))
            ? OneMailPerDayReason
            : null;
    }

    private static bool Includes(MailRow digest, DueMail due) => due.Period.Equals(digest.IncludedRacePeriod);

    private static bool IsFromToday(MailRow mail, AthleteSettings athlete, DateTimeOffset now)
    {
        var instant = mail.Kind == MailKind.Digest ? mail.WrittenAt ?? mail.ChangedAt : mail.ChangedAt;
        return athlete.GetDate(instant) == athlete.GetDate(now);
    }
}
