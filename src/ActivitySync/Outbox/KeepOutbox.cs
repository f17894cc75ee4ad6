using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>
/// The daemon's pass over the outbox. What is due is decided from the table and the clock alone, so a missed or doubled
/// pass changes nothing:
/// 1. each slot that has passed gets its row, and so does what the operator has to know;
/// 2. planned mails are written and stored;
/// 3. what a crash or time has decided is settled;
/// 4. stored mails whose time has come are handed over, one after the other.
/// What goes wrong with one runner holds up no other's mails.
/// </summary>
internal sealed class KeepOutbox(
    Database database,
    EachRunner runners,
    TimeProvider clock,
    SoleSender soleSender,
    PlanDigests planDigests,
    PlanMails planMails,
    PlanAlerts planAlerts,
    PrepareMail prepare,
    PrepareAlert prepareAlert,
    SettleMails settle,
    DeliverMail deliver,
    MailHolds holds,
    ILogger<KeepOutbox> log)
{
    /// <returns>A line for each runner with whom something unexpected went wrong.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(CancellationToken cancellationToken)
    {
        var failed = await runners.TryAsync(athlete => PlanAsync(athlete, cancellationToken), cancellationToken);
        using var sole = await soleSender.TakeAsync(TimeSpan.Zero, cancellationToken);
        if (sole is null) return failed; // a verb is at a mail at this moment; the next pass sees what is left
        deliver.WriteDown();
        return
        [
            .. failed,
            .. await runners.TryAsync(athlete => WriteAsync(athlete, cancellationToken), cancellationToken),
            .. await runners.TryAsync(athlete => SendAsync(athlete, cancellationToken), cancellationToken),
        ];
    }

    private async Task PlanAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        using (var store = database.Open())
        {
            planDigests.Plan(store, athlete);
            planMails.Plan(store, athlete);
        }

        await planAlerts.PlanAsync(athlete, cancellationToken);
    }

    private async Task WriteAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        foreach (var row in DueIn(MailState.Planned, athlete))
        {
            try
            {
                if (row.Kind == MailKind.Alert) prepareAlert.Prepare(athlete, row);
                else if (!SkippedByPause(athlete, row)) await prepare.PrepareAsync(athlete, row, isWish: false, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
#pragma warning disable CA1031 // a mail that cannot be written is pushed back with a count and must not hold up the next runner's
            catch (Exception trouble) when (database.LineOf(trouble) is null) // trouble of the store is no mail's fault
#pragma warning restore CA1031
            {
                PushBack(athlete, row, trouble);
            }
        }
    }

    private async Task SendAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        using (var store = database.Open())
        {
            var athleteId = Athletes.IdOf(store, athlete.Name, clock);
            settle.Recover(store, athlete, athleteId);
            settle.GiveUp(store, athlete, athleteId);
        }

        foreach (var row in DueIn(MailState.Rendered, athlete))
        {
            if (row.Kind == MailKind.Alert || (!SkippedByPause(athlete, row) && !SkippedAsOver(athlete, row))) await deliver.DeliverAsync(athlete, row, cancellationToken);
        }
    }

    private List<MailRow> DueIn(string state, AthleteSettings athlete)
    {
        using var store = database.Open();
        var now = clock.GetUtcNow();
        return [.. Mails.InState(store, Athletes.IdOf(store, athlete.Name, clock), state).Where(row => row.NextTryAt is null || row.NextTryAt.ToInstant() <= now)];
    }

    private bool SkippedByPause(AthleteSettings athlete, MailRow row)
    {
        using var store = database.Open();
        var now = clock.GetUtcNow();
        var slot = DigestSlots.DateIn(athlete.TimeZone, row.DueAt.ToInstant());
        if (MailPeriod.Parse(row.Period).Copy > 0 || !PlanDigests.IsHeldBack(store, athlete, row.AthleteId, row.Kind, slot, now)) return false;
        if (Mails.End(store, row.Id, row.State, MailState.Skipped, PlanDigests.Paused, now))
        {
            log.Skipped(athlete.Name, row.Period, PlanDigests.Paused);
        }

        return true;
    }

    private bool SkippedAsOver(AthleteSettings athlete, MailRow row)
    {
        // One that may have arrived gets its second try: the other end may hold half of it.
        if (row.Uncertain == 1 || holds(athlete, row)) return false;
        using var store = database.Open();
        if (Mails.End(store, row.Id, row.State, MailState.Skipped, PrepareMail.NothingToSay, clock.GetUtcNow()))
        {
            log.Skipped(athlete.Name, row.Period, PrepareMail.NothingToSay);
        }

        return true;
    }

    private void PushBack(AthleteSettings athlete, MailRow row, Exception trouble)
    {
        var reason = $"the mail could not be written: {UnexpectedTrouble.LineOf(trouble)}";
        using var store = database.Open();
        var now = clock.GetUtcNow();
        Mails.PushBack(store, row.Id, reason, now + RetryDelay.After(row.Attempts + 1, $"{athlete.Email} {row.Kind} {row.Period}"), now);
        log.NotWritten(athlete.Name, row.Period, row.Attempts + 1, reason);
    }
}
