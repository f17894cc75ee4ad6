using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Mail.Notifications;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>Renders a planned alert from the current data and stores its bytes.</summary>
internal sealed class AlertPreparer(
    Database database,
    AppSettings settings,
    AthleteRoster roster,
    TimeProvider clock,
    ILogger<AlertPreparer> log
)
{
    public void Prepare(AthleteSettings athlete, MailRow row)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var period = (AlertPeriod)row.Period;
        if (CreateText(connection, athlete, row, period, now) is not { } text)
        {
            if (
                MailRepository.Finish(
                    connection,
                    row.Id,
                    MailState.Planned,
                    MailState.Skipped,
                    AlertScheduler.ResolvedReason,
                    now
                )
            )
            {
                log.Skipped(athlete.Name, row.Period, AlertScheduler.ResolvedReason);
            }

            return;
        }

        // Before the mail is rendered: a notification also arrives while no mail can be sent.
        if (!period.IsResolved)
        {
            NotificationScheduler.AddAlert(connection, settings, row.AthleteId, period, text, now);
        }

        var request = new MailRequest(athlete, row.Kind, row.Period, period.Day, period.Day, now, null);
        var mail = AlertRenderer.Render(text, request, settings);
        MailRepository.MarkRendered(
            connection,
            row.Id,
            mail.MessageId,
            mail.Message,
            quotesExpiringData: false,
            messageExpiresAt: null,
            now
        );
    }

    /// <returns>Null if the alert is no longer needed.</returns>
    private AlertText? CreateText(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        AlertPeriod period,
        DateTimeOffset now
    ) =>
        period.KeyTopicSource is { } keySource
            ? CreateKeyExpiryText(connection, athlete, row, period, SourceDescriptors.ParseName(keySource))
        : period.Topic == AlertPeriod.FailedMails
            ? FailedMailFinder.FindUnreported(connection, row.AthleteId, row.Id, now) is { Count: > 0 } failed
                    ? new AlertTextBuilder(settings, roster.GetAll(connection), athlete).CreateMailFailure(failed)
                : null
        : CreateSourceText(connection, athlete, row, period, now);

    private AlertText? CreateKeyExpiryText(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        AlertPeriod period,
        SourceName source
    ) =>
        SourceDescriptors.Get(source).Key is { } key
        && key.FindLastDay(connection, row.AthleteId) is { } expiresOn
        && KeyExpiryReminder.FindStage(expiresOn, period.Day) is not null
            ? new AlertTextBuilder(settings, roster.GetAll(connection), athlete).CreateKeyExpiry(
                source,
                key,
                expiresOn,
                period.Day
            )
            : null;

    private AlertText? CreateSourceText(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        AlertPeriod period,
        DateTimeOffset now
    )
    {
        var source = SourceDescriptors.ParseName(period.Topic);
        var builder = new AlertTextBuilder(settings, roster.GetAll(connection), athlete);
        if (period.IsResolved)
        {
            return builder.CreateSourceRecovery(source);
        }

        var reason = SourceAlertReason.Find(
            source,
            SyncStateRepository.Find(connection, row.AthleteId, period.Topic),
            AthleteRepository.GetCreatedAt(connection, row.AthleteId),
            now,
            TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours)
        );
        return reason is null ? null : builder.CreateSourceFailure(reason);
    }
}
