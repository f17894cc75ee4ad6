using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Mail.Notifications;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Adds the mails to the operator: a source that fails or needs action, at most once a day while that lasts, and once
/// when it is resolved; digests that failed, once; an API key that expires soon. All of it is decided from the database
/// and the clock, so a restart changes nothing.
/// </summary>
internal sealed class AlertScheduler(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock,
    ILogger<AlertScheduler> log
)
{
    /// <summary>The stored reason of an alert that was no longer needed when it would have been sent.</summary>
    public const string ResolvedReason = "resolved before it was sent";

    private static readonly TimeSpan MinInterval = TimeSpan.FromHours(24);

    /// <summary>
    /// Checks from rows that were read for all athletes at once whether an alert, an all-clear or a reminder may be
    /// due.
    /// </summary>
    public bool MayBeDue(AthleteSettings athlete, AthleteOutboxRows rows) =>
        athlete.Sources.Enabled.Any(source =>
            MaySourceAlertBeDue(source, rows)
            || (
                rows.KeyExpiries.TryGetValue(source, out var expiresOn)
                && IsKeyReminderDue(source, expiresOn, rows.Mails)
            )
        )
        || (
            IsAlertDue(GetAlerts(rows.Mails, AlertPeriod.FailedMails))
            && FailedMailFinder.FindUnreported(rows.Mails, null, clock.GetUtcNow()).Count > 0
        );

    private bool MaySourceAlertBeDue(SourceName source, AthleteOutboxRows rows)
    {
        var alerts = GetAlerts(rows.Mails, source.ToColumn());
        var row = rows.Syncs.FirstOrDefault(sync => sync.Source == source.ToColumn());
        if (FindReason(source, row, rows.CreatedAt) is not null)
        {
            return IsAlertDue(alerts);
        }

        // After an alert that was skipped or failed there is no all-clear by mail, but there may be a notification.
        return FindUnresolved(alerts, row) is { } last
            && (last.IsWaiting || last.State is MailState.Sent or MailState.Unknown || settings.Notify.Url is not null);
    }

    /// <summary>
    /// Finds why an alert about a source is due now; null if the source is fine or an alert was sent recently.
    /// </summary>
    public SourceAlertReason? FindDueReason(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return IsAlertDue(GetAlerts(connection, athleteId, source.ToColumn()))
            ? FindReason(
                source,
                SyncStateRepository.Find(connection, athleteId, source.ToColumn()),
                AthleteRepository.FindCreatedAt(connection, athleteId)
            )
            : null;
    }

    /// <summary>Adds an alert about a source.</summary>
    public void AddSourceAlert(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        AddAlert(connection, athlete, source.ToColumn());
    }

    /// <summary>If a source works again: adds the mail that says so, or skips an alert that was not sent yet.</summary>
    public void ResolveSourceAlert(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var row = SyncStateRepository.Find(connection, athleteId, source.ToColumn());
        if (
            FindReason(source, row, AthleteRepository.FindCreatedAt(connection, athleteId)) is not null
            || FindUnresolved(GetAlerts(connection, athleteId, source.ToColumn()), row) is not { } last
        )
        {
            return;
        }

        var period = (AlertPeriod)last.Period;
        NotificationScheduler.Resolve(
            connection,
            settings,
            athleteId,
            period,
            () => new AlertTextBuilder(settings, roster.GetAll(connection), athlete).CreateSourceRecovery(source),
            clock.GetUtcNow()
        );
        if (last.State is MailState.Sent or MailState.Unknown)
        {
            AddMail(connection, athlete, period with { IsResolved = true });
        }
        else if (
            last is { State: MailState.Planned or MailState.Rendered, IsUncertain: false }
            && MailRepository.Finish(
                connection,
                last.Id,
                last.State,
                MailState.Skipped,
                ResolvedReason,
                clock.GetUtcNow()
            )
        )
        {
            log.Skipped(athlete.Name, last.Period, ResolvedReason);
        }
    }

    /// <summary>Adds an alert if digests have failed that no alert has reported.</summary>
    public void ScheduleFailedMailAlert(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        if (
            IsAlertDue(GetAlerts(connection, athleteId, AlertPeriod.FailedMails))
            && FailedMailFinder.FindUnreported(connection, athleteId, null, clock.GetUtcNow()).Count > 0
        )
        {
            AddAlert(connection, athlete, AlertPeriod.FailedMails);
        }
    }

    /// <summary>Adds a reminder for each key of the athlete that expires soon.</summary>
    public void ScheduleKeyReminders(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        foreach (var source in athlete.Sources.Enabled)
        {
            if (
                SourceDescriptors.Get(source).Key?.FindLastDay(connection, athleteId) is { } expiresOn
                && IsKeyReminderDue(source, expiresOn, MailRepository.GetAll(connection, athleteId))
            )
            {
                AddAlert(connection, athlete, AlertPeriod.GetKeyTopic(source.Text));
            }
        }
    }

    private bool IsKeyReminderDue(SourceName source, DateOnly expiresOn, IReadOnlyList<MailRow> mails) =>
        KeyExpiryReminder.IsDue(
            expiresOn,
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            GetAlerts(mails, AlertPeriod.GetKeyTopic(source.Text)) is [{ Period: AlertPeriod last }, ..]
                ? last.Day
                : null
        );

    private SourceAlertReason? FindReason(SourceName source, SyncStateRow? row, DateTimeOffset? createdAt) =>
        SourceAlertReason.Find(
            source,
            row,
            createdAt ?? clock.GetUtcNow(),
            clock.GetUtcNow(),
            TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours)
        );

    /// <summary>Finds the latest alert about a source if no all-clear followed although the source works.</summary>
    /// <param name="alerts">The alerts about the source, latest first.</param>
    /// <param name="row">The state of its syncs.</param>
    private static MailRow? FindUnresolved(IReadOnlyList<MailRow> alerts, SyncStateRow? row) =>
        row?.Outcome == SourceOutcome.Complete.ToColumn()
        && alerts is [{ Period: AlertPeriod { IsResolved: false } } last, ..]
        && !(row.SucceededAt.ToInstant() < last.DueAt)
            ? last
            : null;

    /// <param name="alerts">The alerts of one topic, latest first.</param>
    private bool IsAlertDue(IReadOnlyList<MailRow> alerts)
    {
        var last = alerts.FirstOrDefault(alert => alert.Period is AlertPeriod { IsResolved: false });
        return last is null || (!last.IsWaiting && (clock.GetUtcNow() - last.DueAt).Duration() >= MinInterval);
    }

    private void AddAlert(DbConnection connection, AthleteSettings athlete, string topic) =>
        AddMail(connection, athlete, new AlertPeriod(topic, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime)));

    private void AddMail(DbConnection connection, AthleteSettings athlete, AlertPeriod period)
    {
        var now = clock.GetUtcNow();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        if (MailRepository.Add(connection, athleteId, MailKind.Alert, period, MailState.Planned, null, now, now))
        {
            log.Planned(athlete.Name, period);
        }
    }

    /// <summary>Returns the alerts of one topic, latest first.</summary>
    private static List<MailRow> GetAlerts(DbConnection connection, long athleteId, string topic) =>
        GetAlerts(MailRepository.GetAll(connection, athleteId), topic);

    private static List<MailRow> GetAlerts(IReadOnlyList<MailRow> mails, string topic) =>
        [.. mails.Where(mail => mail.Period is AlertPeriod period && period.Topic == topic)];
}
