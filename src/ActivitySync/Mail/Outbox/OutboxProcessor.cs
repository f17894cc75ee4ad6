using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// The daemon's pass over the outbox. What is due is decided from the table and the clock alone, so a missed or doubled
/// pass changes nothing:
/// 1. each slot that has passed gets its row, and so does what the operator has to know;
/// 2. planned mails are written and stored;
/// 3. what a crash or time has decided is settled;
/// 4. stored mails whose time has come are handed over, one after the other.
/// What goes wrong with one runner holds up no other's mails.
/// </summary>
internal sealed class OutboxProcessor(
    Database database,
    AthleteLoop runners,
    TimeProvider clock,
    OutboxLock soleSender,
    DigestScheduler planDigests,
    MailScheduler planMails,
    AlertScheduler planAlerts,
    MailPreparer prepare,
    AlertPreparer prepareAlert,
    OutboxRecovery settle,
    MailSender deliver,
    MailValidityCallback holds,
    ILogger<OutboxProcessor> log
)
{
    /// <returns>A line for each runner with whom something unexpected went wrong.</returns>
    public async Task<IReadOnlyList<string>> ProcessAsync(CancellationToken cancellationToken)
    {
        var failed = await runners.RunForConfiguredAsync(
            athlete => ScheduleAsync(athlete, cancellationToken),
            cancellationToken
        );
        using var sole = await soleSender.TryAcquireAsync(TimeSpan.Zero, cancellationToken);
        if (sole is null)
        {
            return failed; // a verb is at a mail at this moment; the next pass sees what is left
        }

        deliver.SaveUnsavedOutcomes();
        return
        [
            .. failed,
            .. await runners.RunForConfiguredAsync(
                athlete => PrepareDueAsync(athlete, cancellationToken),
                cancellationToken
            ),
            .. await runners.RunForConfiguredAsync(
                athlete => SendDueAsync(athlete, cancellationToken),
                cancellationToken
            ),
        ];
    }

    private async Task ScheduleAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        using (var connection = database.Open())
        {
            planDigests.Schedule(connection, athlete);
            planMails.Schedule(connection, athlete);
        }

        await planAlerts.ScheduleAsync(athlete, cancellationToken);
    }

    private async Task PrepareDueAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        foreach (var row in GetDueMails(MailState.Planned, athlete))
        {
            try
            {
                if (row.Kind == MailKind.Alert)
                {
                    prepareAlert.Prepare(athlete, row);
                }
                else if (!SkipIfPaused(athlete, row))
                {
                    await prepare.PrepareAsync(athlete, row, isManual: false, cancellationToken);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // a mail that cannot be written is pushed back with a count and must not hold up the next runner's
            catch (Exception exception) when (exception is not DatabaseException) // trouble of the store is no mail's fault
#pragma warning restore CA1031
            {
                PostponePreparation(athlete, row, exception);
            }
        }
    }

    private async Task SendDueAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        using (var connection = database.Open())
        {
            var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
            settle.RecoverInterrupted(connection, athlete, athleteId);
            settle.ExpireOverdue(connection, athlete, athleteId);
        }

        foreach (var row in GetDueMails(MailState.Rendered, athlete))
        {
            if (row.Kind == MailKind.Alert || (!SkipIfPaused(athlete, row) && !SkipIfObsolete(athlete, row)))
            {
                await deliver.SendAsync(athlete, row, cancellationToken);
            }
        }
    }

    private List<MailRow> GetDueMails(string state, AthleteSettings athlete)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        return
        [
            .. MailRepository
                .GetByState(connection, AthleteRepository.GetIdForReading(connection, athlete.Name), state)
                .Where(row => row.NextTryAt is null || row.NextTryAt.ToInstant() <= now),
        ];
    }

    private bool SkipIfPaused(AthleteSettings athlete, MailRow row)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var slot = DigestSchedule.GetLocalDate(athlete.TimeZone, row.DueAt.ToInstant());
        if (
            MailPeriod.Parse(row.Period).Copy > 0
            || !DigestScheduler.IsSuppressed(connection, athlete, row.AthleteId, row.Kind, slot, now)
        )
        {
            return false;
        }

        if (MailRepository.Finish(connection, row.Id, row.State, MailState.Skipped, DigestScheduler.PausedReason, now))
        {
            log.Skipped(athlete.Name, row.Period, DigestScheduler.PausedReason);
        }

        return true;
    }

    private bool SkipIfObsolete(AthleteSettings athlete, MailRow row)
    {
        // One that may have arrived gets its second try: the other end may hold half of it.
        if (row.Uncertain == 1 || holds(athlete, row))
        {
            return false;
        }

        using var connection = database.Open();
        if (
            MailRepository.Finish(
                connection,
                row.Id,
                row.State,
                MailState.Skipped,
                MailPreparer.ObsoleteReason,
                clock.GetUtcNow()
            )
        )
        {
            log.Skipped(athlete.Name, row.Period, MailPreparer.ObsoleteReason);
        }

        return true;
    }

    private void PostponePreparation(AthleteSettings athlete, MailRow row, Exception exception)
    {
        var reason = $"the mail could not be written: {ErrorText.LineFor(exception)}";
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        MailRepository.Postpone(
            connection,
            row.Id,
            reason,
            now + RetryDelay.Compute(row.Attempts + 1, $"{athlete.Email} {row.Kind} {row.Period}"),
            now
        );
        log.NotWritten(athlete.Name, row.Period, row.Attempts + 1, reason);
    }
}
