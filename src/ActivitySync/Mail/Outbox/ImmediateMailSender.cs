using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Mail.Outbox;

/// <summary>Writes and hands over one mail at once, whatever a back-off's wait: a person asked for it.</summary>
internal sealed class ImmediateMailSender(Database database, MailPreparer prepare, MailSender deliver)
{
    /// <summary>The caller holds <see cref="OutboxLock"/>; the mail is planned or rendered.</summary>
    public async Task<SendReport> SendAsync(AthleteSettings athlete, MailRow row, CancellationToken cancellationToken)
    {
        SendReport Report(ErrorKind? code, string line) =>
            new(athlete.Name, row.Period, code, $"{athlete.Name} {row.Period}: {line}");

        if (
            row.State == MailState.Planned
            && !await prepare.PrepareAsync(athlete, row, isManual: true, cancellationToken)
        )
        {
            return Report(null, "a quiet week, nothing is sent (Digest:QuietWeeks is 'skip').");
        }

        MailRow? ready;
        using (var connection = database.Open())
        {
            ready = MailRepository.Find(connection, row.AthleteId, row.Kind, row.Period);
        }

        var outcome = ready is null ? null : await deliver.SendAsync(athlete, ready, cancellationToken);
        return outcome?.Result switch
        {
            null => Report(ErrorKind.Failed, "changed while this ran; see 'activitysync status'."),
            MailResult.Accepted => Report(null, $"sent to {athlete.Email}."),
            MailResult.Transient => Report(
                ErrorKind.RemoteUnavailable,
                $"not sent: {outcome.Message} The daemon tries again while it is not older than two days."
            ),
            MailResult.ActionNeeded => Report(ErrorKind.ActionRequired, $"not sent: {outcome.Message}"),
            MailResult.Unknown => Report(ErrorKind.RemoteUnavailable, $"may have arrived: {outcome.Message}"),
            _ => Report(ErrorKind.ActionRequired, $"refused: {outcome.Message}"),
        };
    }
}

/// <summary>What became of a mail that a person asked for.</summary>
/// <param name="Athlete">The runner.</param>
/// <param name="Period">The week, and the copy's number if it is one.</param>
/// <param name="Error">Null if the mail was sent.</param>
/// <param name="Message">One line for the person.</param>
internal sealed record SendReport(string Athlete, string Period, ErrorKind? Error, string Message);
