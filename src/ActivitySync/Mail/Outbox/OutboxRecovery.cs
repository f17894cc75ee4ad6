using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Resolves mails interrupted by a crash and expires overdue ones. The caller has acquired <see cref="OutboxLock"/>.
/// </summary>
internal sealed class OutboxRecovery(AppSettings settings, TimeProvider clock, ILogger<OutboxRecovery> log)
{
    private const string InterruptedReason = "the program ended while the mail was being sent";
    private const string NotHandedOverReason = "the program ended before the mail was handed over";
    private const string MayHaveArrived = "it may have arrived";

    /// <summary>
    /// Resolves mails left in <c>sending</c> by a process that died. Before the mail was handed over that has cost an
    /// attempt and nothing else. Afterwards the mail may have arrived: the first time the same bytes are sent once
    /// more, after the second time the outcome is unknown. With <see cref="AfterCrash.Never"/> it is unknown at once,
    /// also for a mail that waits for such a retry.
    /// </summary>
    public void RecoverInterrupted(DbConnection connection, AthleteSettings athlete, long athleteId)
    {
        var now = clock.GetUtcNow();
        var isRetried = settings.Mail.AfterCrash == AfterCrash.Again;
        foreach (var row in MailRepository.GetByState(connection, athleteId, MailState.Sending))
        {
            if (!row.IsHandedOver)
            {
                Requeue(connection, athlete, row, NotHandedOverReason, uncertain: false, now);
            }
            else if (!row.IsUncertain && isRetried)
            {
                Requeue(connection, athlete, row, InterruptedReason, uncertain: true, now);
            }
            else
            {
                var times = row.IsUncertain ? ", twice" : "";
                FinishUnknown(connection, athlete, row, $"{InterruptedReason}{times}; {MayHaveArrived}", now);
            }
        }

        if (!isRetried)
        {
            foreach (var row in MailRepository.GetByState(connection, athleteId, MailState.Rendered))
            {
                if (row.IsUncertain)
                {
                    FinishUnknown(
                        connection,
                        athlete,
                        row,
                        $"{row.Reason ?? InterruptedReason}; {MayHaveArrived}",
                        now
                    );
                }
            }
        }
    }

    private void Requeue(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        string reason,
        bool uncertain,
        DateTimeOffset now
    )
    {
        MailRepository.Requeue(connection, row.Id, MailState.Sending, reason, now, uncertain, now);
        log.Waits(athlete.Name, row.Period, now, reason);
    }

    private void FinishUnknown(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        string reason,
        DateTimeOffset now
    )
    {
        if (MailRepository.Finish(connection, row.Id, row.State, MailState.Unknown, reason, now))
        {
            log.Failed(athlete.Name, row.Period, MailState.Unknown.ToStoredText(), reason);
        }
    }

    /// <summary>Marks mails that were not delivered in time as failed, so that outdated advice is not sent.</summary>
    public void ExpireOverdue(DbConnection connection, AthleteSettings athlete, long athleteId)
    {
        var now = clock.GetUtcNow();
        foreach (
            var row in MailRepository
                .GetByState(connection, athleteId, MailState.Planned)
                .Concat(MailRepository.GetByState(connection, athleteId, MailState.Rendered))
        )
        {
            if (now <= (row.ExpiresAt ?? row.DueAt + DeliveryWindow.Length))
            {
                continue;
            }

            var state = row.IsUncertain ? MailState.Unknown : MailState.Failed;
            var late = row.ExpiresAt is null
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"not delivered within {DeliveryWindow.Length.TotalHours} hours"
                )
                : "not delivered while it was useful";
            var reason = $"{late}: {row.Reason ?? "the daemon was off"}";
            if (MailRepository.Finish(connection, row.Id, row.State, state, reason, now))
            {
                log.Failed(athlete.Name, row.Period, state.ToStoredText(), reason);
            }
        }
    }
}
