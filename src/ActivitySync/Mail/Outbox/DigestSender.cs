using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>Sends a week's digest at a person's wish: however old, whatever the back-off, and never twice.</summary>
internal sealed class DigestSender(
    Database database,
    TimeProvider clock,
    OutboxLock soleSender,
    OutboxRecovery settle,
    ImmediateMailSender sendNow
)
{
    /// <summary>Longer than the daemon needs for a few mails.</summary>
    public static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(60);

    public const string DaemonIsSendingMessage = "the daemon is sending at this moment; try again in a minute.";

    /// <param name="athlete">The runner.</param>
    /// <param name="week">An ISO week; null is the latest slot that has passed.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <exception cref="OperationException">No such week, or its slot is still to come.</exception>
    public async Task<SendReport> SendAsync(AthleteSettings athlete, string? week, CancellationToken cancellationToken)
    {
        var slot = GetSlot(athlete, week, clock.GetUtcNow());
        using var sole = await soleSender.TryAcquireAsync(LockTimeout, cancellationToken);
        if (sole is null)
        {
            throw new OperationException(ErrorKind.Failed, DaemonIsSendingMessage);
        }

        MailRow row;
        using (var connection = database.Open())
        {
            var now = clock.GetUtcNow();
            var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
            settle.RecoverInterrupted(connection, athlete, athleteId);
            MailRepository.Add(
                connection,
                athleteId,
                MailKind.Digest,
                slot.Period,
                MailState.Planned,
                null,
                slot.At,
                now
            );
            row = MailRepository.Find(connection, athleteId, MailKind.Digest, slot.Period)!;
            if (MailRepository.Reopen(connection, row.Id, now))
            {
                row = MailRepository.Find(connection, athleteId, MailKind.Digest, slot.Period)!;
            }
        }

        return row.State switch
        {
            MailState.Sent => new SendReport(
                athlete.Name,
                row.Period,
                null,
                $"{athlete.Name} {row.Period}: already sent on {FormatLocalTime(athlete, row.ChangedAt.ToInstant())}; 'activitysync digest resend --week {row.Period}' sends another copy."
            ),
            MailState.Unknown => new SendReport(
                athlete.Name,
                row.Period,
                ErrorKind.Failed,
                $"{athlete.Name} {row.Period}: may have arrived, the mail server's answer never came; if it did not, 'activitysync digest resend --week {row.Period}' sends another copy."
            ),
            _ => await sendNow.SendAsync(athlete, row, cancellationToken),
        };
    }

    /// <summary>The slot of a week that a person named, or the latest that has passed.</summary>
    /// <exception cref="OperationException">No such week, or its slot is still to come.</exception>
    public static DigestSlot GetSlot(AthleteSettings athlete, string? week, DateTimeOffset now)
    {
        if (week is null)
        {
            return DigestSchedule.GetLatest(athlete, now);
        }

        var slot = DigestSchedule.FindByWeek(athlete, week)
            ?? throw new OperationException(
                ErrorKind.InvalidInput,
                $"--week {week}: not an ISO week; write it like 2026-W47."
            );
        return slot.At <= now
            ? slot
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"--week {week}: {athlete.Name}'s digest of that week is due on {FormatLocalTime(athlete, slot.At)}; 'activitysync digest preview' shows it before."
            );
    }

    private static string FormatLocalTime(AthleteSettings athlete, DateTimeOffset instant) =>
        TimeZoneInfo
            .ConvertTime(instant, athlete.TimeZone)
            .ToString("dddd d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
}
