using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Notifications;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Sends one rendered mail: claims its row, tries once, stores the outcome. Several tasks may send different mails at
/// the same time, each with a session of its own.
/// </summary>
internal sealed class MailSender(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock,
    IMailTransport transport,
    Leases leases,
    ILogger<MailSender> log
)
{
    /// <summary>Appended to a reason if an earlier attempt ended without an answer.</summary>
    private const string MayHaveArrivedNote = "an earlier attempt was not answered, so it may have arrived";

    /// <summary>When the program is stopped, a mail that is being sent gets this long to finish.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Outcomes that could not be stored, for example because the disk was full. They are remembered until the process
    /// ends, so that a mail that arrived is not sent again.
    /// </summary>
    private readonly ConcurrentDictionary<long, UnsavedOutcome> _unsavedOutcomes = new();

    private readonly GroupCommit _writes = new(database);
    private readonly MailPacer _pacer = new(settings, clock, leases);

    /// <summary>Opens a session for <see cref="SendAsync"/>; disposing it closes the connection.</summary>
    public IMailSession OpenSession() => transport.OpenSession();

    /// <summary>
    /// Sends a mail. The caller has acquired <see cref="OutboxLock"/>. Canceling between mails is safe; a mail that is
    /// being sent is finished.
    /// </summary>
    /// <param name="session">The connection to the mail server.</param>
    /// <param name="athlete">The athlete.</param>
    /// <param name="row">A rendered mail.</param>
    /// <param name="lease">The lease of the athlete's mails.</param>
    /// <param name="cancellationToken">Cancels before the mail is claimed.</param>
    /// <returns>The outcome; null if another process changed the row or has acquired the lease.</returns>
    public async Task<MailOutcome?> SendAsync(
        IMailSession session,
        AthleteSettings athlete,
        MailRow row,
        ILease lease,
        CancellationToken cancellationToken
    )
    {
        await _pacer.WaitAsync(session, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        // Before the mail is handed over, a row that a crash of the machine takes back has lost nothing.
        var claim = _writes.Write(
            (connection, transaction) => Claim(connection, transaction, athlete, row, lease),
            isDurable: false
        );
        if (claim.Message is not { } message)
        {
            claim.Log?.Invoke();
            return claim.Outcome;
        }

        var outcome = await TransmitAsync(session, row, lease, message, cancellationToken);
        try
        {
            if (!SaveOutcome(athlete, row, lease, outcome) && outcome.Result == MailResult.Accepted)
            {
                // Another node went on, and does not know that the mail arrived.
                _unsavedOutcomes[row.Id] = new UnsavedOutcome(athlete, row, outcome, IsLeaseLost: true);
            }
        }
        catch
        {
            _unsavedOutcomes[row.Id] = new UnsavedOutcome(athlete, row, outcome, IsLeaseLost: false);
            throw;
        }

        return outcome;
    }

    /// <summary>
    /// Releases the lease of an athlete's mails, unless the outcome of one could not be stored: then no other node may
    /// send that mail, and the lease is kept until <see cref="SaveUnsavedOutcomes"/>.
    /// </summary>
    public void Release(AthleteSettings athlete, ILease lease)
    {
        var kept = _unsavedOutcomes.Values.FirstOrDefault(unsaved => unsaved.Athlete.Name == athlete.Name);
        if (kept is { IsLeaseLost: false })
        {
            kept.Lease = lease;
        }
        else
        {
            lease.Dispose();
        }
    }

    /// <summary>
    /// Stores outcomes that could not be stored before. The caller has acquired <see cref="OutboxLock"/>, and nothing
    /// is being sent.
    /// </summary>
    public void SaveUnsavedOutcomes()
    {
        foreach (var (id, unsaved) in _unsavedOutcomes)
        {
            var (athlete, row, outcome, _) = unsaved;
            if (unsaved.Lease?.IsOwned() != true)
            {
                unsaved.Lease?.Dispose();
                unsaved.Lease = leases.TryAcquire(LeaseWork.Emails, row.AthleteId);
            }

            if (unsaved.Lease is not { } lease)
            {
                continue; // another node went on, and has not ended
            }

            MailRow? stored;
            using (var connection = database.Open())
            {
                stored = MailRepository.Find(connection, row.AthleteId, row.Kind, row.Period);
            }

            // If the database was replaced meanwhile, the id may belong to another mail. If another node has tried
            // since, its attempt decides, unless the mail arrived in this one: then it is sent, whatever came after.
            if (stored?.Id == id && (stored.Attempts == row.Attempts + 1 || outcome.Result == MailResult.Accepted))
            {
                SaveOutcome(athlete, row, lease, outcome);
            }

            _unsavedOutcomes.TryRemove(id, out _);
            lease.Dispose();
        }
    }

    private async Task<MailOutcome> TransmitAsync(
        IMailSession session,
        MailRow row,
        ILease lease,
        byte[] message,
        CancellationToken stopping
    )
    {
        using var ending = new CancellationTokenSource();
        await using var registration = stopping.Register(() => ending.CancelAfter(StopGrace));
        var isHandedOver = false;
        try
        {
            return await session.SendAsync(message, MarkHandedOver, ending.Token);
        }
        catch (DatabaseException exception) when (!isHandedOver)
        {
            return new MailOutcome(MailResult.Transient, $"not handed over: {exception.Message}");
        }
        // The row must not stay in 'sending' after any exception, since the mail may have arrived.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var result = isHandedOver ? MailResult.Unknown : MailResult.Transient;
            return new MailOutcome(result, $"the transport failed with {exception.GetType().Name}");
        }

        // Stored on the disk before the mail can arrive: a process that dies earlier has lost only an attempt.
        void MarkHandedOver()
        {
            if (
                !_writes.Write(
                    (connection, transaction) =>
                        lease.Confirm(connection, transaction)
                        && MailRepository.MarkHandedOver(connection, row.Id, transaction)
                )
            )
            {
                throw new InvalidOperationException("The mail was changed meanwhile.");
            }

            isHandedOver = true;
        }
    }

    private MailClaim Claim(
        DbConnection connection,
        DbTransaction transaction,
        AthleteSettings athlete,
        MailRow row,
        ILease lease
    )
    {
        if (!lease.Confirm(connection, transaction))
        {
            return new MailClaim(null, null, null);
        }

        var now = clock.GetUtcNow();
        if (CheckDailyLimit(connection, transaction, athlete, row, now) is { } limited)
        {
            return limited;
        }

        return MailRepository.Claim(connection, row.Id, now, transaction)
            ? new MailClaim(MailRepository.FindMessage(connection, row.Id, transaction), null, null)
            : new MailClaim(null, null, null);
    }

    /// <summary>
    /// Postpones a mail if the athlete's limit per day is reached, which guards against endless loops. Alerts about the
    /// athlete have the same limit for themselves, so that they never delay a digest.
    /// </summary>
    /// <returns>Null if the mail may be sent.</returns>
    private MailClaim? CheckDailyLimit(
        DbConnection connection,
        DbTransaction transaction,
        AthleteSettings athlete,
        MailRow row,
        DateTimeOffset now
    )
    {
        var today = athlete.GetDate(now);
        var midnight = LocalTime.ToInstant(today, TimeOnly.MinValue, athlete.TimeZone);
        var tomorrow = LocalTime.ToInstant(today.AddDays(1), TimeOnly.MinValue, athlete.TimeZone);

        // One day more, in case the clock was set back. Anything later comes from a wrong clock.
        var sent = MailRepository.CountSent(
            connection,
            row.AthleteId,
            row.Kind == MailKind.Alert,
            midnight,
            tomorrow.AddDays(1),
            transaction
        );
        if (row.IsUncertain || sent < settings.Mail.DailyLimit)
        {
            return null;
        }

        var message = string.Create(
            CultureInfo.InvariantCulture,
            $"Mail:DailyLimit: {athlete.Name} got {settings.Mail.DailyLimit} emails today. "
                + $"This one is sent tomorrow; to send it today, set a higher limit."
        );
        MailRepository.Requeue(
            connection,
            row.Id,
            MailState.Rendered,
            message,
            tomorrow,
            uncertain: false,
            now,
            transaction
        );
        return new MailClaim(null, new MailOutcome(MailResult.Transient, message), () =>
            log.Waits(athlete.Name, row.Period, tomorrow.ToUniversalTime(), message)
        );
    }

    /// <returns>False if another node has acquired the lease, and decides what becomes of the mail.</returns>
    private bool SaveOutcome(AthleteSettings athlete, MailRow row, ILease lease, MailOutcome outcome)
    {
        var report = _writes.Write(
            (connection, transaction) =>
                lease.Confirm(connection, transaction)
                    ? SaveOutcome(connection, transaction, athlete, row, outcome, clock.GetUtcNow())
                    : null
        );
        report?.Invoke();
        return report is not null;
    }

    /// <returns>Logs the outcome, once it is committed.</returns>
    private Action SaveOutcome(
        DbConnection connection,
        DbTransaction transaction,
        AthleteSettings athlete,
        MailRow row,
        MailOutcome outcome,
        DateTimeOffset now
    )
    {
        var message = outcome.Message ?? outcome.Result.ToString();
        switch (outcome.Result)
        {
            case MailResult.Accepted:
                if (!MailRepository.MarkSent(connection, row.Id, now, transaction))
                {
                    return () => { }; // it was deleted meanwhile
                }

                NotificationScheduler.AddDigest(connection, settings, roster, athlete, row, now, transaction);
                return () => log.Sent(athlete.Name, row.Period, row.MessageId);
            case MailResult.Transient or MailResult.ActionNeeded:
                return ScheduleRetry(connection, transaction, athlete, row, message, row.IsUncertain, now);
            case MailResult.Unknown when !row.IsUncertain && settings.Mail.AfterCrash == AfterCrash.Again:
                return ScheduleRetry(connection, transaction, athlete, row, message, uncertain: true, now);
            default:
                var state =
                    row.IsUncertain || outcome.Result == MailResult.Unknown ? MailState.Unknown : MailState.Failed;
                var reason = row.IsUncertain ? $"{message}; {MayHaveArrivedNote}" : message;
                MailRepository.Finish(connection, row.Id, MailState.Sending, state, reason, now, transaction);
                return () => log.Failed(athlete.Name, row.Period, state.ToStoredText(), reason);
        }
    }

    private Action ScheduleRetry(
        DbConnection connection,
        DbTransaction transaction,
        AthleteSettings athlete,
        MailRow row,
        string message,
        bool uncertain,
        DateTimeOffset now
    )
    {
        var next = now + RetryDelay.ComputeForMail(athlete, row);
        MailRepository.Requeue(connection, row.Id, MailState.Sending, message, next, uncertain, now, transaction);
        return () => log.Waits(athlete.Name, row.Period, next, message);
    }

    /// <summary>Whether a mail may be sent now.</summary>
    /// <param name="Message">The bytes to send; null if it may not.</param>
    /// <param name="Outcome">Why it waits; null if another process changed the row.</param>
    /// <param name="Log">Logs that it waits, once that is committed.</param>
    private sealed record MailClaim(byte[]? Message, MailOutcome? Outcome, Action? Log);

    /// <summary>What became of a mail, which could not be stored.</summary>
    private sealed record UnsavedOutcome(AthleteSettings Athlete, MailRow Row, MailOutcome Outcome, bool IsLeaseLost)
    {
        /// <summary>The lease of the athlete's mails; null if it is to be acquired again.</summary>
        public ILease? Lease { get; set; }
    }
}
