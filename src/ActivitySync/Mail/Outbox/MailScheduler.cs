using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Enters the mails beside the digest as they fall due. A mail that yields:
/// 1. waits while a digest that may tell it is still to come or on its way;
/// 2. is absorbed if a digest told it, by what was written in it;
/// 3. is dropped if another mail goes out on that day: one is enough. A digest counts for the day it was written on: one of
///    Sunday that a server takes on Monday says nothing of Monday.
/// Whatever becomes of it is a row, so it is decided once.
/// </summary>
internal sealed class MailScheduler(TimeProvider clock, IEnumerable<DueMailFinder> finders, ILogger<MailScheduler> log)
{
    public const string AbsorbedReason = "the digest of the day tells it";
    public const string OneMailPerDayReason = "another mail went out on that day";
    public const string MissedReason = "missed: the daemon was off or the mail was not told of in time";

    /// <summary>The runner's digests up to now are entered before.</summary>
    public void Schedule(DbConnection connection, AthleteSettings athlete)
    {
        var now = clock.GetUtcNow();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        var knownSince = AthleteRepository.GetCreatedAt(connection, athleteId);
        foreach (
            var due in finders
                .SelectMany(occasion => occasion(connection, athlete, now))
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

    private void AddMail(
        DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        DueMail due,
        DateTimeOffset now
    )
    {
        string? reason;
        if (
            DigestScheduler.IsSuppressed(
                connection,
                athlete,
                athleteId,
                due.Kind,
                DigestSchedule.GetLocalDate(athlete.TimeZone, due.At),
                now
            )
        )
        {
            reason = DigestScheduler.PausedReason;
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
        DigestSchedule.GetNext(athlete, now).Date == DigestSchedule.GetLocalDate(athlete.TimeZone, now)
        || MailRepository
            .GetAll(connection, athleteId)
            .Any(mail =>
                mail.Kind == MailKind.Digest
                && MailState.IsWaiting(mail.State)
                && (mail.State == MailState.Planned || mail.Tells == due.Period || IsFromToday(mail, athlete, now))
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
            .Where(mail => mail.Kind != MailKind.Alert && MailPeriod.Parse(mail.Period).Copy == 0)
            .Where(mail => MailState.IsWaiting(mail.State) || mail.State is MailState.Sent or MailState.Unknown)
            .ToList();
        if (others.Any(mail => mail.Kind == MailKind.Digest && mail.Tells == due.Period))
        {
            return AbsorbedReason;
        }

        return others.Any(mail =>
            (mail.Kind != MailKind.Digest && MailState.IsWaiting(mail.State)) || IsFromToday(mail, athlete, now)
        )
            ? OneMailPerDayReason
            : null;
    }

    private static bool IsFromToday(MailRow mail, AthleteSettings athlete, DateTimeOffset now)
    {
        var of = mail.Kind == MailKind.Digest ? mail.WrittenAt ?? mail.ChangedAt : mail.ChangedAt;
        return DigestSchedule.GetLocalDate(athlete.TimeZone, of.ToInstant())
            == DigestSchedule.GetLocalDate(athlete.TimeZone, now);
    }
}

/// <summary>A mail to a runner that an occasion wants sent; kind and period make it unique for the runner, for good.</summary>
/// <param name="Kind">One of <see cref="MailKind"/>.</param>
/// <param name="Period">What it is about: a date, a week. No health word: it goes into the Message-ID.</param>
/// <param name="At">The instant from which on it may go out.</param>
/// <param name="UsefulUntil">The last instant at which it is of use; null is the usual <see cref="DeliveryWindow"/>.</param>
/// <param name="YieldsToDigest">
/// At most one mail a day: it stands back where a digest is due or went out on that day (which tells it), or another mail
/// did. False is for what cannot wait.
/// </param>
internal sealed record DueMail(
    string Kind,
    string Period,
    DateTimeOffset At,
    DateTimeOffset? UsefulUntil = null,
    bool YieldsToDigest = true
)
{
    public DateTimeOffset ExpiresAt => UsefulUntil ?? At + DeliveryWindow.Length;
}

/// <summary>
/// One kind of mail to a runner beside the digest: answers what of it has fallen due up to now. It is asked at every pass,
/// so it must be cheap where nothing is due; naming a mail again that has its row changes nothing. Registered in the
/// container, one a kind; <see cref="MailScheduler"/> does the rest, and <see cref="MailWriterCallback"/> writes it by its kind.
/// </summary>
internal delegate IEnumerable<DueMail> DueMailFinder(
    DbConnection connection,
    AthleteSettings athlete,
    DateTimeOffset now
);
