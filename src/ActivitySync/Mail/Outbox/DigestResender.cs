using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>Another copy of a digest that was sent: a mail of its own, with its own row (<c>2026-W47#1</c>) and Message-ID.</summary>
internal sealed class DigestResender(
    Database database,
    TimeProvider clock,
    OutboxLock soleSender,
    OutboxRecovery settle,
    ImmediateMailSender sendNow
)
{
    /// <param name="athlete">The runner.</param>
    /// <param name="week">An ISO week; null is the latest slot that has passed.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <exception cref="OperationException">No such week, or it was never sent.</exception>
    public async Task<SendReport> ResendAsync(
        AthleteSettings athlete,
        string? week,
        CancellationToken cancellationToken
    )
    {
        var slot = DigestSender.GetSlot(athlete, week, clock.GetUtcNow());
        using var sole = await soleSender.TryAcquireAsync(DigestSender.LockTimeout, cancellationToken);
        if (sole is null)
        {
            throw new OperationException(ErrorKind.Failed, DigestSender.DaemonIsSendingMessage);
        }

        MailRow copy;
        using (var connection = database.Open())
        {
            var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
            settle.RecoverInterrupted(connection, athlete, athleteId);
            if (
                MailRepository.Find(connection, athleteId, MailKind.Digest, slot.Period)?.State
                is not (MailState.Sent or MailState.Unknown)
            )
            {
                throw new OperationException(
                    ErrorKind.InvalidInput,
                    $"{athlete.Name} {slot.Period}: never sent, so there is nothing to copy; 'activitysync digest send --week {slot.Period}' sends it."
                );
            }

            copy = AddCopy(connection, athleteId, slot.Period);
        }

        return await sendNow.SendAsync(athlete, copy, cancellationToken);
    }

    private MailRow AddCopy(System.Data.Common.DbConnection connection, long athleteId, string week)
    {
        var now = clock.GetUtcNow();
        for (var copy = 1; ; copy++)
        {
            var period = new MailPeriod(week, copy).ToColumn();
            if (MailRepository.Add(connection, athleteId, MailKind.Digest, period, MailState.Planned, null, now, now))
            {
                return MailRepository.Find(connection, athleteId, MailKind.Digest, period)!;
            }
        }
    }
}
