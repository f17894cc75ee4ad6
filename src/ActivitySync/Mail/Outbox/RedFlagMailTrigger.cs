using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// The mail about a red flag. It is due at once, also during a pause, and once for the uninterrupted time that the flag
/// is raised. A more severe flag gets another mail.
/// </summary>
internal sealed class RedFlagMailTrigger(AppSettings settings, TimeProvider clock) : IMailTrigger
{
    public MailKind Kind => MailKind.RedFlag;

    public bool MayBeDue(AthleteSettings athlete, AthleteOutboxRows rows, DateTimeOffset now) =>
        rows.PausedUntil != PauseRepository.Indefinitely
        && FindUnmailed(rows.Pains, rows.Mails, athlete.GetDate(now)) is not null;

    public IEnumerable<DueMail> FindDue(DbConnection connection, AthleteSettings athlete, DateTimeOffset now)
    {
        var today = athlete.GetDate(now);
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var pains = PainRepository.GetAll(connection, athleteId);
        if (pains.Count == 0 || PauseRepository.IsPausedIndefinitely(connection, athleteId))
        {
            return [];
        }

        var mails = MailRepository.GetAll(connection, athleteId);
        return FindUnmailed(pains.Select(row => row.Value), mails, today) is { } period
            ? [new DueMail(MailKind.RedFlag, period, now, YieldsToDigest: false)]
            : [];
    }

    /// <summary>The mail is valid while any red flag is raised: the pain may have ended.</summary>
    public bool IsStillValid(DbConnection connection, AthleteSettings athlete, MailRow row) =>
        RedFlag.Find(
            PainRepository.GetAll(connection, row.AthleteId).Select(pain => pain.Value),
            athlete.GetDate(clock.GetUtcNow()),
            settings.Rules
        )
            is not null;

    /// <summary>Finds the red flag of a day; null if there is none, or if a mail about it has a row.</summary>
    private RedFlagPeriod? FindUnmailed(IEnumerable<Pain> pains, IReadOnlyList<MailRow> mails, DateOnly today)
    {
        if (RedFlag.Find(pains, today, settings.Rules) is not { } flag)
        {
            return null;
        }

        var period = new RedFlagPeriod(flag.Since, (int)flag.Level + 1);
        return mails.Any(mail => Covers(mail.Period, period)) ? null : period;
    }

    /// <summary>The mail belongs to the same uninterrupted time and has the same level or a more severe one.</summary>
    private static bool Covers(MailPeriod mailed, RedFlagPeriod period) =>
        mailed is RedFlagPeriod earlier && earlier.Since >= period.Since && earlier.Rank <= period.Rank;
}
