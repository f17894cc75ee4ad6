using System.Data.Common;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>Finds mails to an athlete that did not arrive, or may not have, and that no alert has reported.</summary>
internal static class FailedMailFinder
{
    /// <summary>Older failures are not reported: the next digest has been due since.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

    /// <param name="connection">An open connection.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="currentAlertId">
    /// The alert that is being rendered, which has reported nothing yet; null if none is.
    /// </param>
    /// <param name="now">The current instant.</param>
    public static IReadOnlyList<MailRow> FindUnreported(
        DbConnection connection,
        long athleteId,
        long? currentAlertId,
        DateTimeOffset now
    ) => FindUnreported(MailRepository.GetAll(connection, athleteId), currentAlertId, now);

    /// <param name="mails">At least the athlete's failed mails and alerts, latest due first.</param>
    /// <param name="currentAlertId">As above.</param>
    /// <param name="now">The current instant.</param>
    public static IReadOnlyList<MailRow> FindUnreported(
        IReadOnlyList<MailRow> mails,
        long? currentAlertId,
        DateTimeOffset now
    )
    {
        var reportedAt = mails
            .FirstOrDefault(mail =>
                mail.Period is AlertPeriod { Topic: AlertPeriod.FailedMails }
                && mail.Id != currentAlertId
                && mail.State is not (MailState.Failed or MailState.Skipped)
            )
            ?.DueAt;
        return
        [
            .. mails.Where(mail =>
                mail.Kind != MailKind.Alert
                && mail.State is MailState.Failed or MailState.Unknown
                && (reportedAt is null || mail.ChangedAt >= reportedAt)
                && (now - mail.ChangedAt).Duration() <= MaxAge
            ),
        ];
    }
}
