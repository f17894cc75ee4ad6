using System.Collections.Concurrent;
using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;

namespace ActivitySync.Mail.Notifications;

/// <summary>
/// Sends the notifications that are due. They are retried like mails: with growing delays, for at most 48 hours. One
/// that may have arrived, because an attempt was not answered or the process died, is sent at most once more.
/// </summary>
internal sealed partial class NotificationSender(
    Database database,
    AthleteRoster roster,
    NotificationClient client,
    TimeProvider clock,
    ILogger<NotificationSender> log
)
{
    private const string InterruptedReason = "the program ended while the notification was being sent";

    /// <summary>When the program is stopped, a notification that is being sent gets this long to finish.</summary>
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Outcomes that could not be stored, for example because the disk was full. They are remembered until the process
    /// ends, so that a notification that arrived is not sent again.
    /// </summary>
    private readonly ConcurrentDictionary<
        long,
        (AthleteSettings Athlete, NotificationRow Row, NotificationOutcome Outcome)
    > _unsavedOutcomes = new();

    /// <summary>
    /// Sends what is due for each athlete in turn. After an attempt that failed the others wait for the next pass,
    /// since they have the same address.
    /// </summary>
    /// <param name="lease">The lease of this job.</param>
    /// <param name="cancellationToken">Cancels between notifications.</param>
    public async Task SendDueAsync(ILease lease, CancellationToken cancellationToken)
    {
        SaveUnsavedOutcomes();
        foreach (var (athlete, row) in GetDue(lease))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Claim(row, lease))
            {
                continue;
            }

            var outcome = await SendAsync(row, cancellationToken);
            _unsavedOutcomes[row.Id] = (athlete, row, outcome);
            SaveUnsavedOutcomes();
            if (outcome.Result is NotificationResult.Transient or NotificationResult.Unknown)
            {
                return;
            }
        }
    }

    private List<(AthleteSettings Athlete, NotificationRow Row)> GetDue(ILease lease)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var open = GetOpen(connection);
        if (open.Exists(one => one.Row.State == NotificationState.Sending))
        {
            RecoverInterrupted(connection, lease, open, now);
            open = GetOpen(connection);
        }

        var due = new List<(AthleteSettings Athlete, NotificationRow Row)>();
        foreach (var (athlete, row) in open.Where(one => one.Row.State == NotificationState.Waiting))
        {
            if (now - row.DueAt > DeliveryWindow.Length)
            {
                var reason =
                    $"not delivered within {DeliveryWindow.Length.TotalHours} hours: "
                    + (row.Reason ?? "the daemon was off");
                Finish(
                    connection,
                    athlete,
                    row,
                    NotificationState.Waiting,
                    row.IsUncertain ? NotificationState.Unknown : NotificationState.Failed,
                    reason
                );
            }
            else if (row.NextTryAt is null || row.NextTryAt <= now)
            {
                due.Add((athlete, row));
            }
        }

        return due;
    }

    /// <summary>The notifications that wait or are being sent, one athlete's after the other's.</summary>
    private List<(AthleteSettings Athlete, NotificationRow Row)> GetOpen(DbConnection connection)
    {
        var open = NotificationRepository.GetOpen(connection).ToLookup(row => row.AthleteId);
        if (open.Count == 0)
        {
            return [];
        }

        var ids = AthleteRepository.GetAll(connection);
        return
        [
            .. roster
                .GetAll(connection)
                .SelectMany(athlete =>
                    open[ids.GetValueOrDefault(athlete.Name)?.Id ?? 0].Select(row => (athlete, row))
                ),
        ];
    }

    /// <summary>
    /// Resolves notifications left by a process that died: the first time one is sent once more, after the second time
    /// the outcome is unknown. Nothing changes if another node has the lease: it is sending.
    /// </summary>
    private void RecoverInterrupted(
        DbConnection connection,
        ILease lease,
        IEnumerable<(AthleteSettings Athlete, NotificationRow Row)> open,
        DateTimeOffset now
    )
    {
        using var transaction = connection.BeginTransaction();
        if (!lease.Confirm(connection, transaction))
        {
            return;
        }

        var reports = new List<Action>();
        foreach (var (athlete, row) in open.Where(one => one.Row.State == NotificationState.Sending))
        {
            var (name, unknown) = (athlete.Name, NotificationState.Unknown);
            if (row.IsUncertain)
            {
                var reason = $"{InterruptedReason}, twice; it may have arrived";
                NotificationRepository.Finish(connection, row.Id, row.State, unknown, reason, now, transaction);
                reports.Add(() => LogFailed(name, row.Period, unknown.ToColumn(), reason));
            }
            else
            {
                NotificationRepository.Requeue(connection, row.Id, InterruptedReason, now, true, now, transaction);
                reports.Add(() => LogWaits(name, row.Period, now, InterruptedReason));
            }
        }

        transaction.Commit();
        reports.ForEach(report => report());
    }

    private bool Claim(NotificationRow row, ILease lease)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var isClaimed =
            lease.Confirm(connection, transaction)
            && NotificationRepository.Claim(connection, transaction, row.Id, clock.GetUtcNow());
        transaction.Commit();
        return isClaimed;
    }

    private async Task<NotificationOutcome> SendAsync(NotificationRow row, CancellationToken stopping)
    {
        using var ending = new CancellationTokenSource();
        await using var registration = stopping.Register(() => ending.CancelAfter(StopGrace));
        try
        {
            return await client.SendAsync(new NotificationMessage(row.Title, row.Body, GetTopic(row)), ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            return new NotificationOutcome(NotificationResult.Unknown, $"Notify:Url: {InterruptedReason}.");
        }
        // The row must not stay in 'sending' after any exception.
#pragma warning disable CA1031
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new NotificationOutcome(
                NotificationResult.Unknown,
                $"Notify:Url: the attempt failed with {exception.GetType().Name}. The daemon retries."
            );
        }
    }

    private static NotificationTopic GetTopic(NotificationRow row) =>
        row.Period switch
        {
            AlertPeriod { IsResolved: true } => NotificationTopic.AllClear,
            AlertPeriod => NotificationTopic.Alert,
            _ => NotificationTopic.Digest,
        };

    private void SaveUnsavedOutcomes()
    {
        foreach (var (id, (athlete, row, outcome)) in _unsavedOutcomes)
        {
            using (var connection = database.Open())
            {
                // If the database was replaced meanwhile, the id may belong to another notification.
                if (NotificationRepository.IsSending(connection, row))
                {
                    SaveOutcome(connection, athlete, row, outcome, clock.GetUtcNow());
                }
            }

            _unsavedOutcomes.TryRemove(id, out _);
        }
    }

    private void SaveOutcome(
        DbConnection connection,
        AthleteSettings athlete,
        NotificationRow row,
        NotificationOutcome outcome,
        DateTimeOffset now
    )
    {
        switch (outcome.Result)
        {
            case NotificationResult.Accepted:
                NotificationRepository.Finish(
                    connection,
                    row.Id,
                    NotificationState.Sending,
                    NotificationState.Sent,
                    null,
                    now
                );
                LogSent(athlete.Name, row.Period);
                break;
            case NotificationResult.Transient:
            case NotificationResult.Unknown when !row.IsUncertain:
                Retry(connection, athlete, row, outcome, now);
                break;
            case NotificationResult.Unknown:
                Finish(
                    connection,
                    athlete,
                    row,
                    NotificationState.Sending,
                    NotificationState.Unknown,
                    $"{outcome.Message} It may have arrived."
                );
                break;
            default:
                Finish(connection, athlete, row, NotificationState.Sending, NotificationState.Failed, outcome.Message!);
                break;
        }
    }

    private void Retry(
        DbConnection connection,
        AthleteSettings athlete,
        NotificationRow row,
        NotificationOutcome outcome,
        DateTimeOffset now
    )
    {
        var next = now + RetryDelay.Compute(row.Attempts + 1, $"{athlete.Name} {row.Period}");
        NotificationRepository.Requeue(
            connection,
            row.Id,
            outcome.Message!,
            next,
            uncertain: outcome.Result == NotificationResult.Unknown,
            now
        );
        if (outcome.RetryAfter is { } wait)
        {
            NotificationRepository.PostponeAll(connection, now + wait);
        }

        LogWaits(athlete.Name, row.Period, next, outcome.Message!);
    }

    private void Finish(
        DbConnection connection,
        AthleteSettings athlete,
        NotificationRow row,
        NotificationState from,
        NotificationState to,
        string reason
    )
    {
        if (NotificationRepository.Finish(connection, row.Id, from, to, reason, clock.GetUtcNow()))
        {
            LogFailed(athlete.Name, row.Period, to.ToColumn(), reason);
        }
    }

    [LoggerMessage(
        EventName = "notification_sent",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} period={Period}"
    )]
    private partial void LogSent(string athlete, MailPeriod period);

    [LoggerMessage(
        EventName = "notification_waits",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} period={Period} until={Until:yyyy-MM-ddTHH:mm:ssZ} reason={Reason}"
    )]
    private partial void LogWaits(string athlete, MailPeriod period, DateTimeOffset until, string reason);

    [LoggerMessage(
        EventName = "notification_failed",
        Level = LogLevel.Error,
        Message = "athlete={Athlete} period={Period} state={State} reason={Reason}"
    )]
    private partial void LogFailed(string athlete, MailPeriod period, string state, string reason);
}
