using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Mail.Outbox;
using ActivitySync.Sources;

namespace ActivitySync.Hosting;

/// <summary>Looks whether the work is done, not whether a process exists: syncs, mails and jobs as the store knows them.</summary>
internal sealed class HealthReader(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    DaemonLock daemonLock,
    JobMonitor monitor
)
{
    /// <summary>A daemon writes its pulse every five minutes; two and a bit may be missing.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(15);

    private const int MaxNameLength = 100;

    /// <summary>With less nothing can be written down any more, not even that.</summary>
    private const long MinFreeBytes = 2_000_000;

    /// <summary>A mail that waits longer than this is not merely in the next try.</summary>
    private static readonly TimeSpan MaxMailWait = TimeSpan.FromMinutes(30);

    /// <summary>Failed mails are counted as long as the next digest is not due.</summary>
    private static readonly TimeSpan FailureWindow = TimeSpan.FromDays(7);

    /// <summary>Trouble with the disk or the database is an answer too, and the only one: what else could be said comes from there.</summary>
    public Health Read()
    {
        var now = clock.GetUtcNow();
        try
        {
            if (monitor.DatabaseError is { } known)
            {
                return CreateUnknown(known, now);
            }

            if (daemonLock.FindWriteError() is { } unwritable)
            {
                return CreateUnknown(unwritable, now);
            }

            return ReadFromDatabase(now);
        }
        catch (OperationException exception)
        {
            return CreateUnknown(exception.Message, now);
        }
    }

    /// <summary>How the jobs went, from the table; from this process alone where the table cannot be had.</summary>
    public IReadOnlyList<JobRunRow> GetJobRuns()
    {
        try
        {
            if (monitor.DatabaseError is not null)
            {
                return GetRunsOfThisProcess();
            }

            using var connection = database.Open();
            return GetScheduledRuns(connection);
        }
        catch (OperationException)
        {
            return GetRunsOfThisProcess();
        }
    }

    private IReadOnlyList<JobRunRow> GetScheduledRuns(DbConnection connection)
    {
        var jobs = ScheduledJobs.GetNames(settings);
        return [.. JobRunRepository.GetAll(connection).Where(run => jobs.Contains(run.Job))];
    }

    private List<JobRunRow> GetRunsOfThisProcess() =>
        [
            .. monitor
                .Statuses.Select(pulse => new JobRunRow(
                    pulse.Key,
                    0,
                    pulse.Value.SucceededAt?.ToColumn(),
                    pulse.Value.Failures,
                    pulse.Value.Line
                ))
                .OrderBy(run => run.Job, StringComparer.Ordinal),
        ];

    private Health CreateUnknown(string line, DateTimeOffset now) =>
        new(false, [line], [], GetNextDigest(now), new OutboxHealth(0, 0)) { IsUnknown = true };

    private Health ReadFromDatabase(DateTimeOffset now)
    {
        using var connection = database.Open();
        var reasons = new List<string>();
        reasons.AddRange(GetDaemonReasons(connection, now));
        var sources = new List<SourceHealth>();
        int waiting = 0,
            failed = 0;
        foreach (var athlete in settings.Athletes)
        {
            var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
            var knownSince = AthleteRepository.FindCreatedAt(connection, athleteId) ?? now;
            var rows = SyncStateRepository.GetAll(connection, athleteId);
            sources.AddRange(GetSourceHealth(athlete, rows));
            if (athlete.Sources.RaceCalendars.Count > 0)
            {
                sources.Add(GetCalendarHealth(connection, athlete, athleteId));
            }

            if (athlete.Sources.Inbox is not null)
            {
                sources.Add(GetInboxHealth(connection, athlete, athleteId));
            }

            reasons.AddRange(GetSourceReasons(athlete, rows, knownSince, now));
            var mails = MailRepository.GetAll(connection, athleteId);
            waiting += mails.Count(mail => mail.IsWaiting);
            failed += mails.Count(mail => IsFailed(mail) && now - mail.ChangedAt <= FailureWindow);
            reasons.AddRange(GetMailReasons(athlete, mails, now));
        }

        return new Health(reasons.Count == 0, reasons, sources, GetNextDigest(now), new OutboxHealth(waiting, failed));
    }

    private DateTimeOffset? GetNextDigest(DateTimeOffset now) =>
        settings.Athletes.Count == 0
            ? null
            : settings
                .Athletes.Select(athlete =>
                    TimeZoneInfo.ConvertTime(DigestSchedule.GetNext(athlete, now).At, athlete.TimeZone)
                )
                .Min();

    private static bool IsFailed(MailRow mail) => mail.State is MailState.Failed or MailState.Unknown;

    private IEnumerable<string> GetDaemonReasons(DbConnection connection, DateTimeOffset now)
    {
        var runs = GetScheduledRuns(connection);
        if (new DriveInfo(Path.GetFullPath(settings.ActivitySync.DataDirectory)).AvailableFreeSpace < MinFreeBytes)
        {
            yield return FileErrors.DescribeDiskFull(settings.ActivitySync.DataDirectory);
            yield break;
        }

        if (!daemonLock.IsHeld())
        {
            yield return "the daemon is not running; start it with 'activitysync run'.";
        }
        else if (
            runs.FirstOrDefault(run => run.Job == JobName.Wake)?.SucceededAt.ToInstant() is { } woke
            && now - woke > MaxSilence + TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds)
        )
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the daemon has done nothing since {woke:yyyy-MM-dd HH:mm} UTC; look at its log and restart it."
            );
        }

        foreach (var run in runs.Where(run => run.Failures > 0))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the job '{run.Job}' failed {run.Failures} times in a row: {run.Line}"
            );
        }
    }

    private static List<SourceHealth> GetSourceHealth(AthleteSettings athlete, IReadOnlyList<SyncStateRow> rows)
    {
        var held = new List<SourceHealth>();
        foreach (var source in EnabledSources.GetFor(athlete))
        {
            var name = source.ToColumn();
            var row = rows.FirstOrDefault(known => known.Source == name);
            held.Add(
                new SourceHealth(
                    athlete.Name,
                    name,
                    row?.Outcome,
                    row?.TriedAt.ToInstant(),
                    row?.SucceededAt.ToInstant(),
                    row?.RetryAt.ToInstant(),
                    row?.Line
                )
            );
        }

        return held;
    }

    /// <summary>A calendar that is away keeps what it last said; how old that is, is told and no ill health.</summary>
    private static SourceHealth GetCalendarHealth(DbConnection connection, AthleteSettings athlete, long athleteId)
    {
        var rows = RaceFeedRepository.GetAll(connection, athleteId);
        var oldest = rows.Count == 0 ? null : rows.Min(row => row.SucceededAt);
        var trouble = rows.FirstOrDefault(row => row.Line is not null);
        var outcome =
            rows.Count == 0 ? null
            : trouble is null ? SourceOutcome.Complete.ToColumn()
            : SourceOutcome.Away.ToColumn();
        return new SourceHealth(
            athlete.Name,
            "race-calendars",
            outcome,
            rows.Count == 0 ? null : rows.Max(row => row.TriedAt).ToInstant(),
            oldest.ToInstant(),
            null,
            trouble?.Line
        );
    }

    /// <summary>An inbox that is away, or a file refused, is told and no ill health: sticks come and go.</summary>
    private static SourceHealth GetInboxHealth(DbConnection connection, AthleteSettings athlete, long athleteId)
    {
        var look = InboxFileRepository.FindScan(connection, athleteId);
        var refused = InboxFileRepository.GetQuarantined(connection, athleteId);
        var line = look?.Line
            ?? refused.Count switch
            {
                0 => null,
                1 => $"the inbox holds a file that could not be taken in, {NameOf(refused[0])}: {refused[0].Reason}",
                _ =>
                    $"the inbox holds {refused.Count} files that could not be taken in, last {NameOf(refused[0])}: {refused[0].Reason}",
            };
        var outcome =
            look is null ? null
            : look.Line is null ? SourceOutcome.Complete.ToColumn()
            : SourceOutcome.Away.ToColumn();
        return new SourceHealth(
            athlete.Name,
            SourceName.File.ToColumn(),
            outcome,
            look?.LookedAt.ToInstant(),
            look?.SeenAt.ToInstant(),
            null,
            line
        );

        static string NameOf(InboxFileRow row) => SingleLineText.From(Path.GetFileName(row.Path), MaxNameLength);
    }

    private IEnumerable<string> GetSourceReasons(
        AthleteSettings athlete,
        IReadOnlyList<SyncStateRow> rows,
        DateTimeOffset knownSince,
        DateTimeOffset now
    )
    {
        var alertAfter = TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours);
        foreach (var source in EnabledSources.GetFor(athlete))
        {
            var name = source.ToColumn();
            if (
                SourceAlertReason.Find(
                    source,
                    rows.FirstOrDefault(row => row.Source == name),
                    knownSince,
                    now,
                    alertAfter
                )
                is not { } trouble
            )
            {
                continue;
            }

            var since = trouble.LastSuccess is { } last
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"no sync has succeeded since {last:yyyy-MM-dd HH:mm} UTC"
                )
                : "no sync has ever succeeded";
            yield return trouble.NeedsAction
                ? $"{athlete.Name}, {name}: {trouble.Message}"
                : $"{athlete.Name}, {name}: {since}; {trouble.Message ?? $"try 'activitysync sync --athlete {athlete.Name}'."}";
        }
    }

    private static IEnumerable<string> GetMailReasons(
        AthleteSettings athlete,
        IReadOnlyList<MailRow> mails,
        DateTimeOffset now
    )
    {
        foreach (
            var mail in mails.Where(mail =>
                mail.IsWaiting && mail.Attempts > 0 && now - mail.DueAt > MaxMailWait
            )
        )
        {
            yield return $"{athlete.Name}, mail {mail.Period}: not delivered yet: {mail.Reason}";
        }

        // A failure is old news once a later mail of the kind went out.
        foreach (
            var ofKind in mails
                .Where(mail => !mail.IsWaiting && mail.State != MailState.Skipped)
                .GroupBy(mail => mail.Kind)
        )
        {
            if (ofKind.First() is var last && IsFailed(last))
            {
                yield return $"{athlete.Name}, mail {last.Period}: {last.State.ToStoredText()}: {last.Reason}";
            }
        }
    }
}
