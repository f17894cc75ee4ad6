using System.Data.Common;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Mails to a runner that did not arrive, or perhaps did not, and of which the operator has not been told.</summary>
internal static class FailedDigests
{
    /// <summary>Older failures are no news: the next digest has been due since.</summary>
    private static readonly TimeSpan IsNews = TimeSpan.FromDays(7);

    /// <param name="store">The open store.</param>
    /// <param name="athleteId">The runner's number.</param>
    /// <param name="telling">The alert that is being written, which has told nothing yet; null if none is.</param>
    /// <param name="now">The instant.</param>
    public static IReadOnlyList<MailRow> Untold(DbConnection store, long athleteId, long? telling, DateTimeOffset now)
    {
        var mails = Mails.Of(store, athleteId);
        var told = mails.FirstOrDefault(mail =>
            mail.Kind == MailKind.Alert && mail.Id != telling
            && AlertPeriod.Parse(mail.Period).Trouble == AlertPeriod.Mails && mail.State is not (MailState.Failed or MailState.Skipped))?.DueAt;
        return
        [
            .. mails.Where(mail => mail.Kind != MailKind.Alert && mail.State is (MailState.Failed or MailState.Unknown)
                && (told is null || mail.ChangedAt >= told)
                && (now - mail.ChangedAt.ToInstant()).Duration() <= IsNews),
        ];
    }
}
