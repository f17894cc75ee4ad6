using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// One kind of mail other than the digest: decides when such a mail is due and whether a rendered one is still valid.
/// <see cref="MailScheduler"/> does the rest.
/// </summary>
internal interface IMailTrigger
{
    MailKind Kind { get; }

    /// <summary>
    /// Checks from rows that were read for all athletes at once whether <see cref="FindDue"/> may find a mail. Runs in
    /// every pass for every athlete, so it executes no statement.
    /// </summary>
    bool MayBeDue(AthleteSettings athlete, AthleteOutboxRows rows, DateTimeOffset now);

    /// <summary>
    /// Finds the mails that are due at an instant. Runs in every pass in which <see cref="MayBeDue"/> says so.
    /// Returning a mail that has a row already changes nothing.
    /// </summary>
    IEnumerable<DueMail> FindDue(DbConnection connection, AthleteSettings athlete, DateTimeOffset now);

    /// <summary>
    /// Checks whether the content of a rendered mail of this kind is still valid. Runs before each attempt.
    /// </summary>
    bool IsStillValid(DbConnection connection, AthleteSettings athlete, MailRow row);
}

/// <summary>A mail to an athlete that is due.</summary>
/// <param name="Kind">The kind of mail.</param>
/// <param name="Period">What the mail is about; unique per athlete and kind.</param>
/// <param name="At">The instant from which on it may be sent.</param>
/// <param name="UsefulUntil">The last instant at which it is useful; null means <see cref="DeliveryWindow"/>.</param>
/// <param name="YieldsToDigest">
/// The mail isn't sent on a day with a digest or another mail. False for mails that can't wait.
/// </param>
internal sealed record DueMail(
    MailKind Kind,
    MailPeriod Period,
    DateTimeOffset At,
    DateTimeOffset? UsefulUntil = null,
    bool YieldsToDigest = true
)
{
    public DateTimeOffset ExpiresAt => UsefulUntil ?? At + DeliveryWindow.Length;
}
