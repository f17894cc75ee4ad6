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
    /// Finds why an alert about a source is due now; null if the source is fine or an alert was sent recently.
    /// </summary>
    public SourceAlertReason? FindDueReason(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return IsAlertDue(GetAlerts(connection, athleteId, source.ToColumn()))
            ? FindReason(
                connection,
                athleteId,
                source,
                SyncStateRepository.Find(connection, athleteId, source.ToColumn())
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
            row?.Outcome != SourceOutcome.Complete.ToColumn()
            || FindReason(connection, athleteId, source, row) is not null
            || GetAlerts(connection, athleteId, source.ToColumn()) is not [var last, ..]
            || last.Period is not AlertPeriod { IsResolved: false } period
            || row.SucceededAt.ToInstant() < last.DueAt
        )
        {
            return;
        }

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
            var topic = AlertPeriod.GetKeyTopic(source.Text);
            if (
                SourceDescriptors.Get(source).Key?.FindLastDay(connection, athleteId) is { } expiresOn
                && KeyExpiryReminder.IsDue(
                    expiresOn,
                    DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
                    GetAlerts(connection, athleteId, topic) is [{ Period: AlertPeriod last }, ..] ? last.Day : null
                )
            )
            {
                AddAlert(connection, athlete, topic);
            }
        }
    }

    private SourceAlertReason? FindReason(
        DbConnection connection,
        long athleteId,
        SourceName source,
        SyncStateRow? row
    ) =>
        SourceAlertReason.Find(
            source,
            row,
            AthleteRepository.FindCreatedAt(connection, athleteId) ?? clock.GetUtcNow(),
            clock.GetUtcNow(),
            TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours)
        );

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
        [
            .. MailRepository
                .GetAll(connection, athleteId)
                .Where(mail => mail.Period is AlertPeriod period && period.Topic == topic),
        ];
}
