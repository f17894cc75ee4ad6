using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Notifications;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Mail.Outbox;

/// <summary>Sends one rendered mail: claims its row, tries once, stores the outcome.</summary>
internal sealed class MailSender(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock,
    IMailTransport transport,
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
    private readonly ConcurrentDictionary<
        long,
        (AthleteSettings Athlete, MailRow Row, MailOutcome Outcome)
    > _unsavedOutcomes = new();

    /// <summary>
    /// Sends a mail. The caller has acquired <see cref="OutboxLock"/>. Canceling between mails is safe; a mail that is
    /// being sent is finished.
    /// </summary>
    /// <returns>The outcome; null if another process changed the row.</returns>
    public async Task<MailOutcome?> SendAsync(AthleteSettings athlete, MailRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] message;
        using (var connection = database.Open())
        {
            var now = clock.GetUtcNow();
            if (CheckDailyLimit(connection, athlete, row, now) is { } limited)
            {
                return limited;
            }

            if (!MailRepository.Claim(connection, row.Id, now))
            {
                return null;
            }

            message = MailRepository.FindMessage(connection, row.Id)!;
        }

        var outcome = await TransmitAsync(row, message, cancellationToken);
        _unsavedOutcomes[row.Id] = (athlete, row, outcome);
        SaveUnsavedOutcomes();
        return outcome;
    }

    /// <summary>
    /// Stores outcomes that could not be stored before. The caller has acquired <see cref="OutboxLock"/>.
    /// </summary>
    public void SaveUnsavedOutcomes()
    {
        foreach (var (id, (athlete, row, outcome)) in _unsavedOutcomes)
        {
            using (var connection = database.Open())
            {
                // If the database was replaced meanwhile, the id may belong to another mail.
                if (MailRepository.Find(connection, row.AthleteId, row.Kind, row.Period)?.Id == id)
                {
                    SaveOutcome(connection, athlete, row, outcome, clock.GetUtcNow());
                }
            }

            _unsavedOutcomes.TryRemove(id, out _);
        }
    }

    private async Task<MailOutcome> TransmitAsync(MailRow row, byte[] message, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource();
        await using var registration = stopping.Register(() => ending.CancelAfter(StopGrace));
        var isHandedOver = false;
        try
        {
            return await transport.SendAsync(message, null, MarkHandedOver, ending.Token);
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
            using var connection = database.Open();
            if (!MailRepository.MarkHandedOver(connection, row.Id))
            {
                throw new InvalidOperationException("The mail was changed meanwhile.");
            }

            isHandedOver = true;
        }
    }

    /// <summary>
    /// Postpones a mail if the athlete's limit per day is reached, which guards against endless loops. Alerts about the
    /// athlete have the same limit for themselves, so that they never delay a digest.
    /// </summary>
    /// <returns>Null if the mail may be sent.</returns>
    private MailOutcome? CheckDailyLimit(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        DateTimeOffset now
    )
    {
        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, now);
        var midnight = LocalTime.ToInstant(today, TimeOnly.MinValue, athlete.TimeZone);
        var tomorrow = LocalTime.ToInstant(today.AddDays(1), TimeOnly.MinValue, athlete.TimeZone);

        // One day more, in case the clock was set back. Anything later comes from a wrong clock.
        var sent = MailRepository.CountSent(
            connection,
            row.AthleteId,
            row.Kind == MailKind.Alert,
            midnight,
            tomorrow.AddDays(1)
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
        MailRepository.Requeue(connection, row.Id, MailState.Rendered, message, tomorrow, uncertain: false, now);
        log.Waits(athlete.Name, row.Period, tomorrow.ToUniversalTime(), message);
        return new MailOutcome(MailResult.Transient, message);
    }

    private void SaveOutcome(
        DbConnection connection,
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
                // Stored first: if the process dies in between, the mail is still stored as being sent.
                NotificationScheduler.AddDigest(connection, settings, roster, athlete, row, now);
                MailRepository.MarkSent(connection, row.Id, now);
                log.Sent(athlete.Name, row.Period, row.MessageId);
                break;
            case MailResult.Transient or MailResult.ActionNeeded:
                ScheduleRetry(connection, athlete, row, message, row.IsUncertain, now);
                break;
            case MailResult.Unknown when !row.IsUncertain:
                ScheduleRetry(connection, athlete, row, message, uncertain: true, now);
                break;
            default:
                var state = row.IsUncertain ? MailState.Unknown : MailState.Failed;
                var reason = row.IsUncertain ? $"{message}; {MayHaveArrivedNote}" : message;
                MailRepository.Finish(connection, row.Id, MailState.Sending, state, reason, now);
                log.Failed(athlete.Name, row.Period, state.ToStoredText(), reason);
                break;
        }
    }

    private void ScheduleRetry(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        string message,
        bool uncertain,
        DateTimeOffset now
    )
    {
        var next = now + RetryDelay.ComputeForMail(athlete, row);
        MailRepository.Requeue(connection, row.Id, MailState.Sending, message, next, uncertain, now);
        log.Waits(athlete.Name, row.Period, next, message);
    }
}
