using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// One pass over the outbox:
/// 1. adds the digests, other mails and alerts that are due; before an alert about a source, syncs the source;
/// 2. syncs stale sources, then renders planned mails and stores their bytes;
/// 3. resolves mails interrupted by a crash and expires overdue ones;
/// 4. sends the rendered mails whose next attempt is due.
/// Steps 1 and 2 run for each athlete in turn, step 1 only for those for whom something may be due: that is found from
/// rows that are read for all athletes at once. Steps 3 and 4 run for several athletes at the same time, while step 2
/// goes on for others; an athlete's own mails are sent one after the other. Athletes with a red-flag mail come first.
/// One athlete's failure doesn't stop the rest. What is due is decided from the database and the clock alone, so a
/// missed or repeated pass changes nothing. Of several nodes, the one with the lease of an athlete's mails takes steps
/// 2 to 4.
/// </summary>
/// <remarks>
/// Mails are rendered one at a time: that takes the processor, and the drawing library makes no promise about threads.
/// </remarks>
internal sealed class OutboxProcessor(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock,
    OutboxLock outboxLock,
    Leases leases,
    DigestScheduler digestScheduler,
    MailScheduler mailScheduler,
    AlertScheduler alertScheduler,
    SourceFailureConfirmer failureConfirmer,
    StaleSourceSync staleSourceSync,
    MailPreparer preparer,
    AlertPreparer alertPreparer,
    OutboxRecovery recovery,
    MailSender sender,
    ILogger<OutboxProcessor> log
)
{
    /// <summary>
    /// After this time a pass begins no more mails: the next one continues, with what has become due meanwhile.
    /// </summary>
    private static readonly TimeSpan PassLimit = TimeSpan.FromMinutes(10);

    /// <returns>A line for each athlete with an unexpected failure.</returns>
    public async Task<IReadOnlyList<string>> ProcessAsync(CancellationToken cancellationToken)
    {
        var failures = await ScheduleAsync(cancellationToken);
        using var acquired = await outboxLock.TryAcquireAsync(TimeSpan.Zero, cancellationToken);
        if (acquired is null)
        {
            return failures; // a command is sending; the next pass continues
        }

        sender.SaveUnsavedOutcomes();
        return [.. failures, .. await PrepareAndSendAsync(cancellationToken)];
    }

    private async Task<IReadOnlyList<string>> PrepareAndSendAsync(CancellationToken cancellationToken)
    {
        using var ending = new CancellationTokenSource(PassLimit, clock);
        var sending = new ParallelSender(
            settings.Mail.Connections,
            clock,
            sender,
            async (session, turn) =>
            {
                try
                {
                    await SendDueAsync(session, turn, ending.Token, cancellationToken);
                }
                catch (DatabaseException)
                {
                    await ending.CancelAsync(); // concerns all athletes
                    throw;
                }
            },
            cancellationToken
        );
        try
        {
            var failures = await AthleteLoop.RunForEachAsync(
                GetAthletesWithMails().TakeWhile(_ => !ending.IsCancellationRequested),
                waiting => waiting.Athlete.Name,
                async waiting =>
                {
                    if (leases.TryAcquire(LeaseWork.Emails, waiting.Id) is not { } lease)
                    {
                        return; // another node prepares and sends them
                    }

                    var turn = new AthleteTurn(waiting.Athlete, waiting.Id, lease);
                    try
                    {
                        await PrepareDueAsync(turn, ending.Token, cancellationToken);
                    }
                    finally
                    {
                        await sending.AddAsync(turn);
                    }
                },
                cancellationToken
            );
            return [.. failures, .. await sending.CompleteAsync()];
        }
        catch
        {
            await ending.CancelAsync();
            await sending.CompleteQuietlyAsync();
            throw;
        }
    }

    /// <summary>
    /// The athletes for whose mails something is to be done, those with a red-flag mail first. They are read again
    /// after all of them, and after a few with a database that several nodes share: another node may have sent the
    /// mails of others.
    /// </summary>
    private IEnumerable<(AthleteSettings Athlete, long Id)> GetAthletesWithMails()
    {
        var athletes = roster.GetAll();
        var seen = new HashSet<long>();
        var count = database.Cluster is null ? int.MaxValue : ParallelSender.MaxWaiting;
        while (GetWaiting(athletes).Where(waiting => seen.Add(waiting.Id)).Take(count).ToList() is [_, ..] next)
        {
            foreach (var waiting in next)
            {
                yield return waiting;
            }
        }
    }

    private IEnumerable<(AthleteSettings Athlete, long Id)> GetWaiting(IReadOnlyList<AthleteSettings> athletes)
    {
        using var connection = database.Open();
        var waiting = MailRepository.GetAthletesWaiting(connection, clock.GetUtcNow(), DeliveryWindow.Length);
        return athletes
            .Where(athlete => waiting.ContainsKey(athlete.Name))
            .OrderBy(athlete => !waiting[athlete.Name].HasRedFlagMail)
            .Select(athlete => (athlete, waiting[athlete.Name].Id));
    }

    /// <summary>Adds the mails that are due, with statements only for the athletes who may have some.</summary>
    private async Task<IReadOnlyList<string>> ScheduleAsync(CancellationToken cancellationToken)
    {
        var (athletes, rows) = LoadRows();
        return await AthleteLoop.RunForEachAsync(
            athletes,
            athlete => athlete.Name,
            athlete => MayBeDue(athlete, rows) ? ScheduleAsync(athlete, cancellationToken) : Task.CompletedTask,
            cancellationToken
        );
    }

    private (IReadOnlyList<AthleteSettings> Athletes, OutboxRows Rows) LoadRows()
    {
        using var connection = database.Open();
        var athletes = roster.GetAll(connection);
        return (athletes, OutboxRows.Load(connection, clock.GetUtcNow()));
    }

    private bool MayBeDue(AthleteSettings athlete, OutboxRows allRows) =>
        allRows.Find(athlete) is not { } rows
        || digestScheduler.MayBeDue(athlete, rows)
        || mailScheduler.MayBeDue(athlete, rows)
        || alertScheduler.MayBeDue(athlete, rows);

    private async Task ScheduleAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        using (var connection = database.Open())
        {
            digestScheduler.Schedule(connection, athlete);
            mailScheduler.Schedule(connection, athlete);
        }

        foreach (var source in athlete.Sources.Enabled)
        {
            alertScheduler.ResolveSourceAlert(athlete, source);
            if (
                alertScheduler.FindDueReason(athlete, source) is { } reason
                && (reason.NeedsAction || await failureConfirmer.ConfirmAsync(athlete, source, cancellationToken))
            )
            {
                alertScheduler.AddSourceAlert(athlete, source);
            }
        }

        alertScheduler.ScheduleFailedMailAlert(athlete);
        alertScheduler.ScheduleKeyReminders(athlete);
    }

    private async Task PrepareDueAsync(AthleteTurn turn, CancellationToken ending, CancellationToken cancellationToken)
    {
        var athlete = turn.Athlete;
        IReadOnlyList<MailRow> due;
        using (var connection = database.Open())
        {
            due = SelectDue(MailRepository.GetWaiting(connection, turn.AthleteId), MailState.Planned);
        }

        foreach (var row in due.TakeWhile(_ => !ending.IsCancellationRequested))
        {
            try
            {
                if (row.Kind == MailKind.Alert)
                {
                    alertPreparer.Prepare(athlete, row);
                }
                else if (!SkipIfUnwanted(athlete, row))
                {
                    var sources = await staleSourceSync.SyncStaleAsync(athlete, cancellationToken);
                    preparer.Prepare(athlete, row, sources, isManual: false);
                }
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // any failure to render is counted and retried; it must not block the next mail
            catch (Exception exception) when (exception is not DatabaseException) // unless the database failed
#pragma warning restore CA1031
            {
                PostponePreparation(athlete, row, exception);
            }
        }
    }

    private async Task SendDueAsync(
        IMailSession session,
        AthleteTurn turn,
        CancellationToken ending,
        CancellationToken cancellationToken
    )
    {
        var (athlete, athleteId, lease) = turn;
        if (ending.IsCancellationRequested)
        {
            return;
        }

        IReadOnlyList<MailRow> due;
        using (var connection = database.Open())
        {
            recovery.RecoverInterrupted(connection, lease, athlete, athleteId);
            due = SelectDue(recovery.ExpireOverdue(connection, athlete, athleteId), MailState.Rendered);
        }

        foreach (var row in due.TakeWhile(_ => !ending.IsCancellationRequested))
        {
            if (!SkipIfUnwanted(athlete, row))
            {
                await sender.SendAsync(session, athlete, row, lease, cancellationToken);
            }
        }
    }

    /// <summary>The mails in a state whose next attempt is due.</summary>
    private List<MailRow> SelectDue(IReadOnlyList<MailRow> mails, MailState state)
    {
        var now = clock.GetUtcNow();
        return [.. mails.Where(row => row.State == state && (row.NextTryAt is null || row.NextTryAt <= now))];
    }

    /// <summary>
    /// Skips a mail to an athlete while mails are paused, and a rendered one that is no longer valid.
    /// </summary>
    private bool SkipIfUnwanted(AthleteSettings athlete, MailRow row)
    {
        if (row.Kind == MailKind.Alert)
        {
            return false;
        }

        using var connection = database.Open();
        return SkipIfPaused(connection, athlete, row)
            || (row.State == MailState.Rendered && SkipIfObsolete(connection, athlete, row));
    }

    private bool SkipIfPaused(DbConnection connection, AthleteSettings athlete, MailRow row)
    {
        var now = clock.GetUtcNow();
        var slot = athlete.GetDate(row.DueAt);
        if (
            row.Period.CopyNumber > 0
            || !MailPause.IsSuppressed(connection, athlete, row.AthleteId, row.Kind, slot, now)
        )
        {
            return false;
        }

        if (MailRepository.Finish(connection, row.Id, row.State, MailState.Skipped, MailPause.Reason, now))
        {
            log.Skipped(athlete.Name, row.Period, MailPause.Reason);
        }

        return true;
    }

    private bool SkipIfObsolete(DbConnection connection, AthleteSettings athlete, MailRow row)
    {
        // A mail that may have arrived gets its retry in any case: the server may have received part of it.
        if (row.IsUncertain || mailScheduler.IsStillValid(connection, athlete, row))
        {
            return false;
        }

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
        var reason = $"the mail could not be rendered: {ErrorText.LineFor(exception)}";
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var nextTryAt = now + RetryDelay.ComputeForMail(athlete, row);
        MailRepository.Postpone(connection, row.Id, reason, nextTryAt, now);
        log.NotRendered(athlete.Name, row.Period, row.Attempts + 1, reason);
    }
}
