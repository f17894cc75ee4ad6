using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Enters the mails to the operator: a source that is silent or needs a person, at most once a day while it lasts; a notice
/// when it is over; digests that failed, once; a key that ends soon. Decided from the tables and the clock, so a restart changes nothing.
/// </summary>
internal sealed class AlertScheduler(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    SourceFailureConfirmer silence,
    ILogger<AlertScheduler> log
)
{
    /// <summary>What the row says of an alert that nobody needs any more.</summary>
    public const string ResolvedReason = "over before it was sent";

    private static readonly TimeSpan MinInterval = TimeSpan.FromHours(24);

    public async Task ScheduleAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        foreach (var source in athlete.Sources.Enabled)
        {
            if (FindDueReason(athlete, source) is not { } trouble)
            {
                continue;
            }

            if (trouble.NeedsAction || await silence.IsConfirmedAsync(athlete, source, cancellationToken))
            {
                AddAlert(athlete, source.ToColumn());
            }
        }

        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        if (
            IsAlertDue(GetAlerts(connection, athleteId, AlertPeriod.FailedMails))
            && FailedMailFinder.FindUnreported(connection, athleteId, null, clock.GetUtcNow()).Count > 0
        )
        {
            AddAlert(athlete, AlertPeriod.FailedMails);
        }

        foreach (var source in athlete.Sources.Enabled.Where(source => IsKeyReminderDue(connection, source, athleteId)))
        {
            AddAlert(athlete, AlertPeriod.GetKeyTopic(source));
        }
    }

    private bool IsKeyReminderDue(DbConnection connection, SourceName source, long athleteId) =>
        SourceDescriptors.Get(source).Key?.FindLastDay(connection, athleteId) is { } endsOn
        && KeyExpiryReminder.IsDue(
            endsOn,
            DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime),
            GetAlerts(connection, athleteId, AlertPeriod.GetKeyTopic(source)) is [var last, ..]
                ? AlertPeriod.Parse(last.Period).Day
                : null
        );

    private SourceAlertReason? FindDueReason(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        var row = SyncStateRepository.Find(connection, athleteId, source.ToColumn());
        var alerts = GetAlerts(connection, athleteId, source.ToColumn());
        var trouble = SourceAlertReason.Find(
            source,
            row,
            AthleteRepository.FindCreatedAt(connection, athleteId) ?? clock.GetUtcNow(),
            clock.GetUtcNow(),
            TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours)
        );
        if (trouble is not null)
        {
            return IsAlertDue(alerts) ? trouble : null;
        }

        if (row?.Outcome == SourceOutcome.Complete.ToColumn())
        {
            ScheduleRecovery(connection, athlete, row, alerts);
        }

        return null;
    }

    /// <param name="alerts">The trouble's, the latest first.</param>
    private bool IsAlertDue(IReadOnlyList<MailRow> alerts)
    {
        var last = alerts.FirstOrDefault(alert => !AlertPeriod.Parse(alert.Period).IsResolved);
        return last is null
            || (
                last.State is not (MailState.Planned or MailState.Rendered or MailState.Sending)
                && (clock.GetUtcNow() - last.DueAt.ToInstant()).Duration() >= MinInterval
            );
    }

    private void ScheduleRecovery(
        DbConnection connection,
        AthleteSettings athlete,
        SyncStateRow row,
        IReadOnlyList<MailRow> alerts
    )
    {
        if (alerts is not [var last, ..] || AlertPeriod.Parse(last.Period) is not { IsResolved: false } period)
        {
            return;
        }

        if (row.SucceededAt < last.DueAt)
        {
            return;
        }

        if (last.State is MailState.Sent or MailState.Unknown)
        {
            AddMail(connection, athlete, last.AthleteId, period with { IsResolved = true });
        }
        else if (
            last.State is MailState.Planned or MailState.Rendered
            && last.Uncertain == 0
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

    private void AddAlert(AthleteSettings athlete, string topic)
    {
        using var connection = database.Open();
        AddMail(
            connection,
            athlete,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            new AlertPeriod(topic, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime))
        );
    }

    private void AddMail(DbConnection connection, AthleteSettings athlete, long athleteId, AlertPeriod period)
    {
        var (now, column) = (clock.GetUtcNow(), period.ToColumn());
        if (MailRepository.Add(connection, athleteId, MailKind.Alert, column, MailState.Planned, null, now, now))
        {
            log.Planned(athlete.Name, column);
        }
    }

    private static List<MailRow> GetAlerts(DbConnection connection, long athleteId, string topic) =>
        [
            .. MailRepository
                .GetAll(connection, athleteId)
                .Where(mail => mail.Kind == MailKind.Alert && AlertPeriod.Parse(mail.Period).Topic == topic),
        ];
}
