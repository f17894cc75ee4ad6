using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Transport;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Sends a week's digest, or another copy of it, because a person asked for it: however old it is and without waiting
/// for the next retry. A digest is never sent twice; a copy is a mail of its own, with its own row (<c>2026-W47#1</c>)
/// and Message-ID.
/// </summary>
internal sealed class DigestSender(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    OutboxLock outboxLock,
    Leases leases,
    OutboxRecovery recovery,
    StaleSourceSync staleSourceSync,
    MailPreparer preparer,
    MailSender sender
)
{
    public const string DaemonIsSendingMessage = "The daemon is sending mails. Wait a minute, then try again.";

    /// <summary>Longer than the daemon needs for a few mails.</summary>
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(60);

    /// <param name="athlete">The athlete.</param>
    /// <param name="week">An ISO week; null means the latest slot that has passed.</param>
    /// <param name="cancellationToken">Cancels between steps.</param>
    /// <exception cref="OperationException">The week doesn't exist, or its slot hasn't passed yet.</exception>
    public async Task<SendReport> SendAsync(AthleteSettings athlete, string? week, CancellationToken cancellationToken)
    {
        var slot = GetSlot(athlete, week, clock.GetUtcNow());
        return await RunWithLeaseAsync(
            athlete,
            async lease =>
            {
                var row = AddOrReopen(athlete, slot, lease);
                return row.State switch
                {
                    MailState.Sent => new SendReport(
                        row.Period,
                        null,
                        $"{athlete.Name} {row.Period}: already sent on {FormatLocalTime(athlete, row.ChangedAt)}. "
                            + $"Run 'activitysync digest resend --week {row.Period}' to send another copy."
                    ),
                    MailState.Unknown => new SendReport(
                        row.Period,
                        ErrorKind.Failed,
                        $"{athlete.Name} {row.Period}: may have arrived; the mail server did not answer. "
                            + $"If it did not arrive, run 'activitysync digest resend --week {row.Period}' to send "
                            + "another copy."
                    ),
                    _ => await SendNowAsync(athlete, row, lease, cancellationToken),
                };
            },
            cancellationToken
        );
    }

    /// <param name="athlete">The athlete.</param>
    /// <param name="week">An ISO week; null means the latest slot that has passed.</param>
    /// <param name="cancellationToken">Cancels between steps.</param>
    /// <exception cref="OperationException">The week doesn't exist, or its digest was never sent.</exception>
    public async Task<SendReport> ResendAsync(
        AthleteSettings athlete,
        string? week,
        CancellationToken cancellationToken
    )
    {
        var slot = GetSlot(athlete, week, clock.GetUtcNow());
        return await RunWithLeaseAsync(
            athlete,
            lease => SendNowAsync(athlete, AddCopy(athlete, slot.Period, lease), lease, cancellationToken),
            cancellationToken
        );
    }

    /// <summary>Returns the slot of a week, or the latest that has passed.</summary>
    /// <exception cref="OperationException">The week doesn't exist, or its slot hasn't passed yet.</exception>
    private static DigestSlot GetSlot(AthleteSettings athlete, string? week, DateTimeOffset now)
    {
        if (week is null)
        {
            return DigestSchedule.GetLatest(athlete, now);
        }

        var slot = DigestSchedule.ParseWeek(athlete, week);
        return slot.At <= now
            ? slot
            : throw new OperationException(
                ErrorKind.InvalidInput,
                $"--week {week}: {athlete.Name}'s digest of that week is due on {FormatLocalTime(athlete, slot.At)}. "
                    + "Run 'activitysync digest preview' to see it before."
            );
    }

    private async Task<SendReport> RunWithLeaseAsync(
        AthleteSettings athlete,
        Func<ILease, Task<SendReport>> sendAsync,
        CancellationToken cancellationToken
    )
    {
        using var acquired = await outboxLock.TryAcquireAsync(LockTimeout, cancellationToken)
            ?? throw new OperationException(ErrorKind.Failed, DaemonIsSendingMessage);
        var lease = AcquireLease(athlete);
        try
        {
            return await sendAsync(lease);
        }
        finally
        {
            sender.Release(athlete, lease);
        }
    }

    private ILease AcquireLease(AthleteSettings athlete)
    {
        long athleteId;
        using (var connection = database.Open())
        {
            athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        }

        return leases.TryAcquire(LeaseWork.Emails, athleteId)
            ?? throw new OperationException(ErrorKind.Failed, DaemonIsSendingMessage);
    }

    private MailRow AddOrReopen(AthleteSettings athlete, DigestSlot slot, ILease lease)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        recovery.RecoverInterrupted(connection, lease, athlete, athleteId);
        MailRepository.Add(connection, athleteId, MailKind.Digest, slot.Period, MailState.Planned, null, slot.At, now);
        MailRepository.Reopen(connection, GetRow(connection, athleteId, slot.Period).Id, now);
        return GetRow(connection, athleteId, slot.Period);
    }

    private MailRow AddCopy(AthleteSettings athlete, WeekPeriod week, ILease lease)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        recovery.RecoverInterrupted(connection, lease, athlete, athleteId);
        if (
            MailRepository.Find(connection, athleteId, MailKind.Digest, week)?.State
            is not (MailState.Sent or MailState.Unknown)
        )
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"{athlete.Name} {week}: never sent, so there is nothing to copy. "
                    + $"Run 'activitysync digest send --week {week}' to send it."
            );
        }

        var now = clock.GetUtcNow();
        for (var copy = 1; ; copy++)
        {
            var period = week with { Copy = copy };
            if (MailRepository.Add(connection, athleteId, MailKind.Digest, period, MailState.Planned, null, now, now))
            {
                return GetRow(connection, athleteId, period);
            }
        }
    }

    private async Task<SendReport> SendNowAsync(
        AthleteSettings athlete,
        MailRow row,
        ILease lease,
        CancellationToken cancellationToken
    )
    {
        if (row.State == MailState.Planned)
        {
            var sources = await staleSourceSync.SyncStaleAsync(athlete, cancellationToken);
            if (!preparer.Prepare(athlete, row, sources, isManual: true))
            {
                return CreateReport(null, "a quiet week; nothing is sent, since Digest:QuietWeeks is 'skip'.");
            }
        }

        MailRow? rendered;
        using (var connection = database.Open())
        {
            rendered = MailRepository.Find(connection, row.AthleteId, row.Kind, row.Period);
        }

        await using var session = sender.OpenSession();
        var outcome = rendered is null
            ? null
            : await sender.SendAsync(session, athlete, rendered, lease, cancellationToken);
        return outcome?.Result switch
        {
            null => CreateReport(
                ErrorKind.Failed,
                "changed by another process in the meantime. Run 'activitysync status' to see the current state."
            ),
            MailResult.Accepted => CreateReport(
                null,
                settings.Mail.PickupDirectory is { } folder
                    ? $"written into {folder}. {MailSettings.NothingSentNote}"
                    : $"sent to {athlete.Email}."
            ),
            MailResult.Transient => CreateReport(
                ErrorKind.RemoteUnavailable,
                $"not sent: {outcome.Message} The daemon retries until the mail is two days old."
            ),
            MailResult.ActionNeeded => CreateReport(ErrorKind.ActionRequired, $"not sent: {outcome.Message}"),
            MailResult.Unknown => CreateReport(ErrorKind.RemoteUnavailable, $"may have arrived: {outcome.Message}"),
            _ => CreateReport(ErrorKind.ActionRequired, $"rejected: {outcome.Message}"),
        };

        SendReport CreateReport(ErrorKind? error, string text) =>
            new(row.Period, error, $"{athlete.Name} {row.Period}: {text}");
    }

    private static MailRow GetRow(DbConnection connection, long athleteId, WeekPeriod period) =>
        MailRepository.Find(connection, athleteId, MailKind.Digest, period)!;

    private static string FormatLocalTime(AthleteSettings athlete, DateTimeOffset instant) =>
        TimeZoneInfo
            .ConvertTime(instant, athlete.TimeZone)
            .ToString("dddd d MMMM yyyy 'at' HH:mm", CultureInfo.InvariantCulture);
}

/// <summary>The result of sending a mail that a person asked for.</summary>
/// <param name="Period">The week, with the copy's number if it is a copy.</param>
/// <param name="Error">Null if there is nothing to report as an error.</param>
/// <param name="Message">One line for the person.</param>
internal sealed record SendReport(MailPeriod Period, ErrorKind? Error, string Message);
