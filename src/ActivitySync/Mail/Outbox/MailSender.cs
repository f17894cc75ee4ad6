using System.Collections.Concurrent;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Mail.Outbox;

/// <summary>Hands one stored mail over: claims it, tries once, writes down how it ended.</summary>
internal sealed class MailSender(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    IMailTransport transport,
    ILogger<MailSender> log
)
{
    /// <summary>When the program is told to stop, a mail on its way gets this long to arrive.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(4);

    /// <summary>
    /// How mails ended that could not be written down: the disk filled up meanwhile. It is known as long as this process lives,
    /// so a mail that arrived does not go out again.
    /// </summary>
    private readonly ConcurrentDictionary<
        long,
        (AthleteSettings Athlete, MailRow Row, MailOutcome Outcome)
    > _unsavedOutcomes = new();

    /// <summary>Written behind a reason where an earlier try ended without an answer.</summary>
    private const string MayHaveArrivedNote = "an earlier try ended without an answer, so it may have arrived";

    /// <summary>
    /// The caller holds <see cref="OutboxLock"/>. Stopping between mails is safe; one on its way is seen through.
    /// </summary>
    /// <returns>How it ended; null if the row was not there to be sent.</returns>
    public async Task<MailOutcome?> SendAsync(AthleteSettings athlete, MailRow row, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        byte[] message;
        using (var connection = database.Open())
        {
            var now = clock.GetUtcNow();
            if (CheckDailyLimit(connection, athlete, row, now) is { } held)
            {
                return held;
            }

            if (!MailRepository.Claim(connection, row.Id, now))
            {
                return null;
            }

            message = MailRepository.FindMessage(connection, row.Id)!;
        }

        var outcome = await TransmitAsync(message, cancellationToken);
        _unsavedOutcomes[row.Id] = (athlete, row, outcome);
        SaveUnsavedOutcomes();
        return outcome;
    }

    /// <summary>Writes down how mails ended where that was not possible before. The caller holds <see cref="OutboxLock"/>.</summary>
    public void SaveUnsavedOutcomes()
    {
        foreach (var (id, (athlete, row, outcome)) in _unsavedOutcomes)
        {
            using (var connection = database.Open())
            {
                // In a database that was put in the place of ours the number is another mail's.
                if (MailRepository.Find(connection, row.AthleteId, row.Kind, row.Period)?.Id == id)
                {
                    SaveOutcome(connection, athlete, row, outcome, clock.GetUtcNow());
                }
            }

            _unsavedOutcomes.TryRemove(id, out _);
        }
    }

    private async Task<MailOutcome> TransmitAsync(byte[] message, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource();
        await using var told = stopping.Register(() => ending.CancelAfter(StopGrace));
        try
        {
            return await transport.SendAsync(message, null, ending.Token);
        }
#pragma warning disable CA1031 // whatever a transport throws, the row must not stay in 'sending': nobody knows how far it came
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new MailOutcome(MailResult.Unknown, $"the transport ended with {exception.GetType().Name}");
        }
    }

    /// <summary>
    /// A guard against any loop, ours or a caller's: a runner gets so many mails a day and no more. Alerts about the runner
    /// have the same limit to themselves, so that they never take a digest's place.
    /// </summary>
    private MailOutcome? CheckDailyLimit(
        System.Data.Common.DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        DateTimeOffset now
    )
    {
        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, now);
        var midnight = LocalTime.ToInstant(today, TimeOnly.MinValue, athlete.TimeZone);
        var tomorrow = LocalTime.ToInstant(today.AddDays(1), TimeOnly.MinValue, athlete.TimeZone);

        // A day more, where the clock was set back; what lies further ahead was a wrong clock.
        var sent = MailRepository.CountSent(
            connection,
            row.AthleteId,
            row.Kind == MailKind.Alert,
            midnight,
            tomorrow.AddDays(1)
        );
        if (row.Uncertain == 1 || sent < settings.Mail.DailyLimit)
        {
            return null;
        }

        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"Mail:DailyLimit: {athlete.Name} had {settings.Mail.DailyLimit} mails today; this one waits for tomorrow, or raise the limit."
        );
        MailRepository.Requeue(
            connection,
            row.Id,
            MailState.Rendered,
            MailState.Rendered,
            line,
            tomorrow,
            uncertain: false,
            now
        );
        log.Waits(athlete.Name, row.Period, tomorrow.ToUniversalTime(), line);
        return new MailOutcome(MailResult.Transient, line);
    }

    private void SaveOutcome(
        System.Data.Common.DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        MailOutcome outcome,
        DateTimeOffset now
    )
    {
        var uncertain = row.Uncertain == 1;
        var line = outcome.Message ?? outcome.Result.ToString();
        switch (outcome.Result)
        {
            case MailResult.Accepted:
                MailRepository.MarkSent(connection, row.Id, now);
                log.Sent(athlete.Name, row.Period, row.MessageId);
                break;
            case MailResult.Transient or MailResult.ActionNeeded:
                ScheduleRetry(connection, athlete, row, line, uncertain, now);
                break;
            case MailResult.Unknown when !uncertain:
                ScheduleRetry(connection, athlete, row, line, uncertain: true, now);
                break;
            default:
                var state = uncertain ? MailState.Unknown : MailState.Failed;
                var reason = uncertain ? $"{line}; {MayHaveArrivedNote}" : line;
                MailRepository.Finish(connection, row.Id, MailState.Sending, state, reason, now);
                log.Failed(athlete.Name, row.Period, state, reason);
                break;
        }
    }

    private void ScheduleRetry(
        System.Data.Common.DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        string line,
        bool uncertain,
        DateTimeOffset now
    )
    {
        var next = now + RetryDelay.Compute(row.Attempts + 1, $"{athlete.Email} {row.Kind} {row.Period}");
        MailRepository.Requeue(connection, row.Id, MailState.Sending, MailState.Rendered, line, next, uncertain, now);
        log.Waits(athlete.Name, row.Period, next, line);
    }
}
