using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Writes and hands over one mail at once, whatever a back-off's wait: a person asked for it.</summary>
internal sealed class SendNow(Database database, PrepareMail prepare, DeliverMail deliver)
{
    /// <summary>The caller holds <see cref="SoleSender"/>; the mail is planned or rendered.</summary>
    public async Task<SendReport> SendAsync(AthleteSettings athlete, MailRow row, CancellationToken cancellationToken)
    {
        SendReport Report(ExitCode code, string line) => new(athlete.Name, row.Period, code, $"{athlete.Name} {row.Period}: {line}");

        if (row.State == MailState.Planned && !await prepare.PrepareAsync(athlete, row, isWish: true, cancellationToken))
            return Report(ExitCode.Done, "a quiet week, nothing is sent (Digest:QuietWeeks is 'skip').");
        MailRow? ready;
        using (var store = database.Open()) ready = Mails.Find(store, row.AthleteId, row.Kind, row.Period);
        var outcome = ready is null ? null : await deliver.DeliverAsync(athlete, ready, cancellationToken);
        return outcome?.Result switch
        {
            null => Report(ExitCode.Failed, "changed while this ran; see 'activitysync status'."),
            MailResult.Accepted => Report(ExitCode.Done, $"sent to {athlete.Email}."),
            MailResult.Transient => Report(ExitCode.RemoteAway, $"not sent: {outcome.Line} The daemon tries again while it is not older than two days."),
            MailResult.ActionNeeded => Report(ExitCode.ActionNeeded, $"not sent: {outcome.Line}"),
            MailResult.Unknown => Report(ExitCode.RemoteAway, $"may have arrived: {outcome.Line}"),
            _ => Report(ExitCode.ActionNeeded, $"refused: {outcome.Line}"),
        };
    }
}
