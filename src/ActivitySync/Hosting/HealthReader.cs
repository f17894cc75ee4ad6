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
    /// <param name="readsAllRows">
    /// Whether to read all rows to find the unreadable ones even with many athletes, which takes long.
    /// </param>
    public Health Read(bool readsAllRows = false)
    {
        var now = clock.GetUtcNow();
        try
        {
            return (monitor.DatabaseError ?? daemonLock.FindWriteError()) is { } error
                ? CreateUnknown(error, now)
                : ReadFromDatabase(now, readsAllRows);
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
        var enabled = JobTable.GetEnabled(settings, roster.GetAll(connection));
        return JobTable.SelectRuns(enabled, JobRunRepository.GetAll(connection), database.NodeName);
    }

    private List<JobRunRow> GetRunsOfThisProcess() =>
        [
            .. monitor
                .Statuses.Select(status => new JobRunRow(
                    database.NodeName,
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
            settings.FileAthletes.Select(athlete => (DateTimeOffset?)GetLocalSlot(athlete, now)).Min(),
            new OutboxHealth(0, 0)
        )
        {
            IsUnknown = true,
        };

    private static DateTimeOffset GetLocalSlot(AthleteSettings athlete, DateTimeOffset now) =>
        TimeZoneInfo.ConvertTime(DigestSchedule.GetNext(athlete, now).At, athlete.TimeZone);

    private Health ReadFromDatabase(DateTimeOffset now, bool readsAllRows)
    {
        using var connection = database.Open();
        var checks = new HealthFindings(settings, daemonLock, now);
        var athletes = roster.GetAll(connection);
        var rows = HealthRows.Load(connection, athletes);
        var ofDaemon = checks.GetDaemonFindings(GetEnabledRuns(connection)).ToList();
        var findings = new List<Finding>();
        var sources = new List<SourceHealth>();
        var waiting = 0;
        var failed = 0;
        foreach (var athlete in athletes)
        {
            var ofAthlete = rows.Get(athlete);
            sources.AddRange(SourceHealthReader.GetAll(connection, athlete, ofAthlete));
            findings.AddRange(checks.GetSourceFindings(athlete, ofAthlete.Syncs, ofAthlete.CreatedAt ?? now));
            if (athlete.Sources.Inbox is not null)
            {
                findings.AddRange(HealthFindings.GetInboxFindings(athlete, ofAthlete.Quarantined));
            }

            var mails = ofAthlete.Mails;
            waiting += mails.Count(mail => mail.IsWaiting);
            failed += mails.Count(mail => HealthFindings.IsFailed(mail) && now - mail.ChangedAt <= FailureWindow);
            findings.AddRange(checks.GetMailFindings(athlete, mails, ofAthlete.LastFailures));
        }

        List<Finding> ofAll =
        [
            .. checks.GetNotificationFindings(
                settings.Notify.Url is null ? [] : GetNotifications(connection, rows),
                NotificationTester.FindLastSuccess(connection),
                FailureWindow
            ),
            .. GetUnreadableRows(connection, athletes.Count, now, readsAllRows).Select(Finding.Failed),
        ];

        // What concerns all athletes is among the first lines of a long list, which may be all that is shown.
        var isLong = ofDaemon.Count + findings.Count + ofAll.Count > ShownList.MaxEntries;
        return new Health(
            isLong ? [.. ofDaemon, .. ofAll, .. findings] : [.. ofDaemon, .. findings, .. ofAll],
            sources,
            FindNextDigest(connection, athletes, now),
            new OutboxHealth(waiting, failed)
        );
    }

    /// <summary>The notifications that may be a problem: those that wait for a retry, and the last ones.</summary>
    private static IReadOnlyList<NotificationRow> GetNotifications(DbConnection connection, HealthRows rows) =>
        [
            .. NotificationRepository
                .GetRetries(connection)
                .Concat(NotificationRepository.GetLastEnded(connection))
                .Where(row => rows.AthleteIds.Contains(row.AthleteId)),
        ];

    /// <summary>
    /// The rows that cannot be read. Finding them reads everything, so a page that is requested often gets an answer
    /// that may be a minute old, and with many athletes it is the rows that this process has met so far.
    /// </summary>
    private IReadOnlyList<string> GetUnreadableRows(
        DbConnection connection,
        int athletes,
        DateTimeOffset now,
        bool readsAllRows
    )
    {
        if (!readsAllRows && athletes > ShownList.MaxAthletesInDetail)
        {
            return database.UnreadableRows.GetLines();
        }

        lock (_gate)
        {
            if (_unreadableRows is not { } known || (now - known.At).Duration() >= MaxUnreadableRowsAge)
            {
                _unreadableRows = known = (now, StoredDataReader.FindUnreadableRows(connection, roster));
            }

            return known.Lines;
        }
    }

    /// <summary>When the next digest is due, in its athlete's zone; null without athletes.</summary>
    private static DateTimeOffset? FindNextDigest(
        DbConnection connection,
        IReadOnlyList<AthleteSettings> athletes,
        DateTimeOffset now
    )
    {
        DateTimeOffset? next = null;
        foreach (
            var (athlete, slot) in athletes
                .Select(athlete => (athlete, Slot: DigestSchedule.GetNext(athlete, now)))
                .OrderBy(candidate => candidate.Slot.At)
        )
        {
            if (next <= slot.At)
            {
                break; // the slots that follow are later, so their mails need not be looked up
            }

            var at = TimeZoneInfo.ConvertTime(GetFreeSlot(connection, athlete, slot).At, athlete.TimeZone);
            next = next < at ? next : at;
        }

        return next;
    }

    /// <summary>
    /// Returns the slot, or the next if its week has a digest already. A week may have one after the digest was moved
    /// to a later day.
    /// </summary>
    private static DigestSlot GetFreeSlot(DbConnection connection, AthleteSettings athlete, DigestSlot slot)
    {
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return MailRepository.Find(connection, athleteId, MailKind.Digest, slot.Period) is null
            ? slot
            : DigestSchedule.GetNext(athlete, slot.At);
    }
}
