using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Outbox;
using ActivitySync.Maintenance;

namespace ActivitySync.Hosting;

/// <summary>Finds problems in the stored state of jobs, syncs and mails.</summary>
internal sealed class HealthFindings(AppSettings settings, DaemonLock daemonLock, DateTimeOffset now)
{
    /// <summary>The daemon stores a successful run every five minutes; two of them may be missing.</summary>
    private static readonly TimeSpan MaxSilence = TimeSpan.FromMinutes(15);

    private const string SeeStatus = "Run 'activitysync status' to see why.";

    /// <summary>With less free space, nothing can be stored any more.</summary>
    private const long MinFreeBytes = 2_000_000;

    /// <summary>A mail that has waited longer was not delivered by several retries.</summary>
    private static readonly TimeSpan MaxMailWait = TimeSpan.FromMinutes(30);

    public static bool IsFailed(MailRow mail) => mail.State is MailState.Failed or MailState.Unknown;

    /// <summary>Returns problems of the disk, the daemon and its jobs.</summary>
    public IEnumerable<Finding> GetDaemonFindings(IReadOnlyList<JobRunRow> runs)
    {
        var folder = settings.ActivitySync.DataDirectory;
        // With a database server, the folder is missing until the first start of a daemon.
        if (Directory.Exists(folder) && new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace < MinFreeBytes)
        {
            yield return Finding.Failed(FileErrors.DescribeDiskFull(folder));
            yield break;
        }

        if (!daemonLock.IsDaemonRunning())
        {
            yield return Finding.Failed("the daemon is not running; start it with 'activitysync run'.");
        }
        else if (
            runs.FirstOrDefault(run => run.Job == JobName.Wake)?.SucceededAt.ToInstant() is { } lastWake
            && now - lastWake > MaxSilence + TimeSpan.FromSeconds(settings.ActivitySync.WakeSeconds)
        )
        {
            yield return Finding.Failed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"the daemon has done nothing since {lastWake:yyyy-MM-dd HH:mm} UTC. Check its log and restart it."
                )
            );
        }

        foreach (var run in runs.Where(run => run.Failures > 0))
        {
            var state = string.Create(
                CultureInfo.InvariantCulture,
                $"the job '{run.Job}' failed {run.Failures} times in a row"
            );
            yield return Finding.Failed($"{state}: {run.Line}") with
            {
                PageLine = $"{state}. {SeeStatus}",
            };
        }
    }

    /// <summary>Returns the sources that have failed for too long or that need a person.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="syncs">The athlete's sync states.</param>
    /// <param name="createdAt">When the athlete was added; a source that never succeeded counts from then.</param>
    public IEnumerable<Finding> GetSourceFindings(
        AthleteSettings athlete,
        IReadOnlyList<SyncStateRow> syncs,
        DateTimeOffset createdAt
    )
    {
        var alertAfter = TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours);
        foreach (var source in athlete.Sources.Enabled)
        {
            var name = source.ToColumn();
            var sync = syncs.FirstOrDefault(row => row.Source == name);
            if (SourceAlertReason.Find(source, sync, createdAt, now, alertAfter) is not { } reason)
            {
                continue;
            }

            var since = reason.LastSuccess is { } last
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"no sync has succeeded since {last:yyyy-MM-dd HH:mm} UTC"
                )
                : "no sync has ever succeeded";
            var action = reason.Message ?? $"run 'activitysync sync --athlete {athlete.Name}'.";
            yield return Finding.Failed(
                reason.NeedsAction
                    ? $"{athlete.Name}, {name}: {reason.Message}"
                    : $"{athlete.Name}, {name}: {since}; {action}"
            ) with
            {
                PageLine = $"{athlete.Name}, {name}: {(reason.NeedsAction ? "it needs action" : since)}. {SeeStatus}",
            };
        }
    }

    /// <summary>Returns what an inbox has that cannot be opened, by its number: names may be private.</summary>
    public static IEnumerable<Finding> GetInboxFindings(
        AthleteSettings athlete,
        IReadOnlyList<InboxFileRow> quarantined
    )
    {
        // A file that was read and is not a recording is only shown: it may stay in the folder.
        var unreadable = quarantined.Count(row => row.IsUnreadable);
        if (unreadable > 0)
        {
            yield return Finding.Failed(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{athlete.Name}: {unreadable} {(unreadable == 1 ? "entry" : "entries")} of the inbox cannot be "
                        + $"read. Run 'activitysync doctor' or 'activitysync status' to see which."
                )
            );
        }
    }

    /// <summary>
    /// Returns the notifications that could not be delivered; they have one address for all athletes.
    /// </summary>
    /// <param name="rows">The notifications of all athletes.</param>
    /// <param name="testedAt">When a test last succeeded; earlier failures no longer matter.</param>
    /// <param name="maxAge">Older failures no longer matter.</param>
    public IEnumerable<Finding> GetNotificationFindings(
        IReadOnlyList<NotificationRow> rows,
        DateTimeOffset? testedAt,
        TimeSpan maxAge
    )
    {
        if (settings.Notify.Url is null)
        {
            yield break;
        }

        var waiting = rows.FirstOrDefault(row =>
            row is { State: NotificationState.Waiting, Reason: not null } && now - row.DueAt > MaxMailWait
        );
        var last = rows.Where(row =>
                row.State is NotificationState.Sent or NotificationState.Failed or NotificationState.Unknown
            )
            .MaxBy(row => (row.ChangedAt, row.Id));
        if (waiting is not null)
        {
            yield return Create("a notification is not delivered yet", waiting.Reason);
        }
        else if (
            last is { State: not NotificationState.Sent }
            && now - last.ChangedAt <= maxAge
            && !(testedAt > last.ChangedAt)
        )
        {
            yield return Create($"the last notification: {last.State.ToColumn()}", last.Reason);
        }

        static Finding Create(string state, string? reason) =>
            Finding.Failed($"{state}: {reason}") with
            {
                PageLine = $"{state}. {SeeStatus}",
            };
    }

    /// <summary>Returns the mails that could not be delivered.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="mails">The athlete's mails that wait.</param>
    /// <param name="lastFailures">
    /// The failed ones. A failure no longer matters once a later mail of the same kind was sent.
    /// </param>
    public IEnumerable<Finding> GetMailFindings(
        AthleteSettings athlete,
        IReadOnlyList<MailRow> mails,
        IReadOnlyList<MailRow> lastFailures
    )
    {
        foreach (var mail in mails.Where(mail => mail.IsWaiting && mail.Attempts > 0 && now - mail.DueAt > MaxMailWait))
        {
            yield return Create(mail, "not delivered yet");
        }

        foreach (var mail in lastFailures)
        {
            yield return Create(mail, mail.State.ToStoredText());
        }

        // Pages name the week of a digest only: the period of another mail shows what kind it is, which may be health.
        Finding Create(MailRow mail, string state) =>
            Finding.Failed($"{athlete.Name}, email {mail.Period}: {state}: {mail.Reason}") with
            {
                PageLine =
                    mail.Kind == MailKind.Digest
                        ? $"{athlete.Name}, email {mail.Period}: {state}. {SeeStatus}"
                        : $"{athlete.Name}, an email: {state}. {SeeStatus}",
            };
    }
}
