using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>Settles what time or a crash has decided. The caller holds <see cref="OutboxLock"/>.</summary>
internal sealed class OutboxRecovery(TimeProvider clock, ILogger<OutboxRecovery> log)
{
    private const string InterruptedReason = "the program ended while the mail was on its way";

    /// <summary>Mails left in <c>sending</c> by a process that died: one retry with the same bytes, and after that the truth.</summary>
    public void RecoverInterrupted(DbConnection connection, AthleteSettings athlete, long athleteId)
    {
        var now = clock.GetUtcNow();
        foreach (var row in MailRepository.GetByState(connection, athleteId, MailState.Sending))
        {
            if (row.Uncertain == 0)
            {
                MailRepository.Requeue(
                    connection,
                    row.Id,
                    MailState.Sending,
                    MailState.Rendered,
                    InterruptedReason,
                    now,
                    uncertain: true,
                    now
                );
                log.Waits(athlete.Name, row.Period, now, InterruptedReason);
            }
            else
            {
                const string reason = $"{InterruptedReason}, twice; it may have arrived";
                MailRepository.Finish(connection, row.Id, MailState.Sending, MailState.Unknown, reason, now);
                log.Failed(athlete.Name, row.Period, MailState.Unknown, reason);
            }
        }
    }

    /// <summary>Mails that could not be delivered in time have failed: they are told, and not sent stale.</summary>
    public void ExpireOverdue(DbConnection connection, AthleteSettings athlete, long athleteId)
    {
        var now = clock.GetUtcNow();
        foreach (
            var row in MailRepository
                .GetByState(connection, athleteId, MailState.Planned)
                .Concat(MailRepository.GetByState(connection, athleteId, MailState.Rendered))
        )
        {
            if (now <= (row.ExpiresAt.ToInstant() ?? row.DueAt.ToInstant() + DeliveryWindow.Length))
            {
                continue;
            }

            var state = row.Uncertain == 1 ? MailState.Unknown : MailState.Failed;
            var late = row.ExpiresAt is null
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"not delivered for {DeliveryWindow.Length.TotalHours} hours"
                )
                : "not delivered while it was of use";
            var reason = $"{late}: {row.Reason ?? "the daemon was off"}";
            if (MailRepository.Finish(connection, row.Id, row.State, state, reason, now))
            {
                log.Failed(athlete.Name, row.Period, state, reason);
            }
        }
    }
}
