using System.Data.Common;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>Mails to a runner that did not arrive, or perhaps did not, and of which the operator has not been told.</summary>
internal static class FailedMailFinder
{
    /// <summary>Older failures are no news: the next digest has been due since.</summary>
    private static readonly TimeSpan MaxAge = TimeSpan.FromDays(7);

    /// <param name="connection">The open store.</param>
    /// <param name="athleteId">The runner's number.</param>
    /// <param name="currentAlertId">The alert that is being written, which has told nothing yet; null if none is.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<MailRow> FindUnreported(
        DbConnection connection,
        long athleteId,
        long? currentAlertId,
        DateTimeOffset now
    )
    {
        var mails = MailRepository.GetAll(connection, athleteId);
        var told = mails
            .FirstOrDefault(mail =>
                mail.Kind == MailKind.Alert
                && mail.Id != currentAlertId
                && AlertPeriod.Parse(mail.Period).Topic == AlertPeriod.FailedMails
                && mail.State is not (MailState.Failed or MailState.Skipped)
            )
            ?.DueAt;
        return
        [
            .. mails.Where(mail =>
                mail.Kind != MailKind.Alert
                && mail.State is (MailState.Failed or MailState.Unknown)
                && (told is null || mail.ChangedAt >= told)
                && (now - mail.ChangedAt.ToInstant()).Duration() <= MaxAge
            ),
        ];
    }
}
