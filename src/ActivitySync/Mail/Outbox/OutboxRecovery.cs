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
    /// <param name="connection">An open connection.</param>
    /// <param name="lease">The lease of the athlete's mails. Without it nothing changes.</param>
    /// <param name="athlete">The athlete.</param>
    /// <param name="athleteId">The athlete's id.</param>
    public void RecoverInterrupted(DbConnection connection, ILease lease, AthleteSettings athlete, long athleteId)
    {
        if (!FindInterrupted(connection, athleteId, null).Any())
        {
            return;
        }

        var now = clock.GetUtcNow();
        var reports = new List<Action>();
        using (var transaction = connection.BeginTransaction())
        {
            if (!lease.Confirm(connection, transaction))
            {
                return;
            }

            // Read again: before the lease was confirmed, another node may have had it.
            foreach (var row in FindInterrupted(connection, athleteId, transaction))
            {
                reports.Add(Resolve(connection, transaction, athlete, row, now));
            }

            transaction.Commit();
        }

        reports.ForEach(report => report());
    }

    private IEnumerable<MailRow> FindInterrupted(DbConnection connection, long athleteId, DbTransaction? transaction)
    {
        var isRetryUnwanted = settings.Mail.AfterCrash == AfterCrash.Never;
        return MailRepository
            .GetWaiting(connection, athleteId, transaction)
            .Where(row =>
                row.State == MailState.Sending
                || (isRetryUnwanted && row is { State: MailState.Rendered, IsUncertain: true })
            );
    }

    /// <returns>Logs what was decided, once it is committed.</returns>
    private Action Resolve(
        DbConnection connection,
        DbTransaction transaction,
        AthleteSettings athlete,
        MailRow row,
        DateTimeOffset now
    )
    {
        var isSending = row.State == MailState.Sending;
        var mayHaveArrived = !isSending || row.IsHandedOver;
        if (!mayHaveArrived || (!row.IsUncertain && settings.Mail.AfterCrash == AfterCrash.Again))
        {
            var retry = mayHaveArrived ? InterruptedReason : NotHandedOverReason;
            MailRepository.Requeue(connection, row.Id, row.State, retry, now, mayHaveArrived, now, transaction);
            return () => log.Waits(athlete.Name, row.Period, now, retry);
        }

        var cause = isSending ? InterruptedReason : row.Reason ?? InterruptedReason;
        var times = isSending && row.IsUncertain ? ", twice" : "";
        var reason = $"{cause}{times}; {MayHaveArrived}";
        MailRepository.Finish(connection, row.Id, row.State, MailState.Unknown, reason, now, transaction);
        return () => log.Failed(athlete.Name, row.Period, MailState.Unknown.ToStoredText(), reason);
    }

    /// <summary>Marks mails that were not delivered in time as failed, so that outdated advice is not sent.</summary>
    /// <returns>The mails that still wait, earliest due first.</returns>
    public IReadOnlyList<MailRow> ExpireOverdue(DbConnection connection, AthleteSettings athlete, long athleteId)
    {
        var now = clock.GetUtcNow();
        var waiting = new List<MailRow>();
        foreach (var row in MailRepository.GetWaiting(connection, athleteId))
        {
            if (row.State == MailState.Sending || now <= (row.ExpiresAt ?? row.DueAt + DeliveryWindow.Length))
            {
                waiting.Add(row);
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

        return waiting;
    }
}
