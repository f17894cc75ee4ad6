using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Notifications;
using ActivitySync.Mail.Outbox;
using ActivitySync.Maintenance;

namespace ActivitySync.Hosting;

/// <summary>
/// Reads from the database whether the daemon's work is done: syncs, mails and jobs. A running process alone is not
/// healthy.
/// </summary>
internal sealed class HealthReader(
    AthleteRoster roster,
    Database database,
    AppSettings settings,
    TimeProvider clock,
    DaemonLock daemonLock,
    JobMonitor monitor
)
{
    /// <summary>Failed mails are counted until the next weekly digest is due.</summary>
    private static readonly TimeSpan FailureWindow = TimeSpan.FromDays(7);

    private static readonly TimeSpan MaxUnreadableRowsAge = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private (DateTimeOffset At, IReadOnlyList<string> Lines)? _unreadableRows;

    /// <summary>Reads the state. An error of the disk or the database is then the only finding.</summary>
    public Health Read()
    {
        var now = clock.GetUtcNow();
        try
        {
            return (monitor.DatabaseError ?? daemonLock.FindWriteError()) is { } error
                ? CreateUnknown(error, now)
                : ReadFromDatabase(now);
        }
        catch (OperationException exception)
        {
            return CreateUnknown(exception.Message, now);
        }
    }

    /// <summary>
    /// Returns the last runs of the enabled jobs: from the database, or those of this process if the database can't be
    /// read.
    /// </summary>
    public IReadOnlyList<JobRunRow> GetJobRuns()
    {
        try
        {
            if (monitor.DatabaseError is not null)
            {
                return GetRunsOfThisProcess();
            }

            using var connection = database.Open();
            return GetEnabledRuns(connection);
        }
        catch (OperationException)
        {
            return GetRunsOfThisProcess();
        }
    }

    /// <summary>Leaves out jobs that were disabled since: their last failure no longer matters.</summary>
    private IReadOnlyList<JobRunRow> GetEnabledRuns(DbConnection connection)
    {
        var enabled = JobTable
            .GetEnabled(settings, roster.GetAll(connection))
            .Select(job => job.Name)
            .ToHashSet(StringComparer.Ordinal);
        return [.. JobRunRepository.GetAll(connection).Where(run => enabled.Contains(run.Job))];
    }

    private List<JobRunRow> GetRunsOfThisProcess() =>
        [
            .. monitor
                .Statuses.Select(status => new JobRunRow(
                    status.Key,
                    0,
                    status.Value.SucceededAt?.ToColumn(),
                    status.Value.Failures,
                    status.Value.Line
                ))
                .OrderBy(run => run.Job, StringComparer.Ordinal),
        ];

    private Health CreateUnknown(string line, DateTimeOffset now) =>
        new(
            [Finding.Failed(line)],
            [],
            GetNextDigest(settings.FileAthletes, athlete => DigestSchedule.GetNext(athlete, now)),
            new OutboxHealth(0, 0)
        )
        {
            IsUnknown = true,
        };

    private Health ReadFromDatabase(DateTimeOffset now)
    {
        using var connection = database.Open();
        var checks = new HealthFindings(settings, daemonLock, now);
        var findings = new List<Finding>();
        findings.AddRange(checks.GetDaemonFindings(GetEnabledRuns(connection)));
        var sources = new List<SourceHealth>();
        var notifications = new List<NotificationRow>();
        var waiting = 0;
        var failed = 0;
        var athletes = roster.GetAll(connection);
        foreach (var athlete in athletes)
        {
            var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
            var syncs = SyncStateRepository.GetAll(connection, athleteId);
            sources.AddRange(SourceHealthReader.GetAll(connection, athlete, athleteId, syncs));
            var createdAt = AthleteRepository.FindCreatedAt(connection, athleteId) ?? now;
            findings.AddRange(checks.GetSourceFindings(athlete, syncs, createdAt));
            if (athlete.Sources.Inbox is not null)
            {
                var quarantined = InboxFileRepository.GetQuarantined(connection, athleteId);
                findings.AddRange(HealthFindings.GetInboxFindings(athlete, quarantined));
            }

            var mails = MailRepository.GetAll(connection, athleteId);
            waiting += mails.Count(mail => mail.IsWaiting);
            failed += mails.Count(mail => HealthFindings.IsFailed(mail) && now - mail.ChangedAt <= FailureWindow);
            findings.AddRange(checks.GetMailFindings(athlete, mails));
            notifications.AddRange(NotificationRepository.GetAll(connection, athleteId));
        }

        findings.AddRange(
            checks.GetNotificationFindings(notifications, NotificationTester.FindLastSuccess(connection), FailureWindow)
        );

        findings.AddRange(GetUnreadableRows(connection, now).Select(Finding.Failed));
        var nextDigest = GetNextDigest(athletes, athlete => GetNextSlot(connection, athlete, now));
        return new Health(findings, sources, nextDigest, new OutboxHealth(waiting, failed));
    }

    /// <summary>
    /// The rows that cannot be read. Finding them reads everything, so a page that is requested often gets an answer
    /// that may be a minute old.
    /// </summary>
    private IReadOnlyList<string> GetUnreadableRows(DbConnection connection, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (_unreadableRows is not { } known || (now - known.At).Duration() >= MaxUnreadableRowsAge)
            {
                _unreadableRows = known = (now, StoredDataReader.FindUnreadableRows(connection, roster));
            }

            return known.Lines;
        }
    }

    /// <summary>
    /// Returns the first slot ahead whose week has no digest yet. A week may have one already after the digest was
    /// moved to a later day.
    /// </summary>
    private static DigestSlot GetNextSlot(DbConnection connection, AthleteSettings athlete, DateTimeOffset now)
    {
        var slot = DigestSchedule.GetNext(athlete, now);
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return MailRepository.Find(connection, athleteId, MailKind.Digest, slot.Period) is null
            ? slot
            : DigestSchedule.GetNext(athlete, slot.At);
    }

    private static DateTimeOffset? GetNextDigest(
        IReadOnlyList<AthleteSettings> athletes,
        Func<AthleteSettings, DigestSlot> getSlot
    ) =>
        athletes.Count == 0
            ? null
            : athletes.Select(athlete => TimeZoneInfo.ConvertTime(getSlot(athlete).At, athlete.TimeZone)).Min();
}
