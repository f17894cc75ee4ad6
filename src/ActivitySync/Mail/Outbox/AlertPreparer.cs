using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using ActivitySync.Sources;

namespace ActivitySync.Mail.Outbox;

/// <summary>Writes a planned alert from what the tables say now, and stores it whole, before a byte of it goes out.</summary>
internal sealed class AlertPreparer(
    Database database,
    AppSettings settings,
    TimeProvider clock,
    ILogger<AlertPreparer> log
)
{
    public void Prepare(AthleteSettings athlete, MailRow row)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var period = AlertPeriod.Parse(row.Period);
        if (CreateText(connection, athlete, row, period, now) is not { } told)
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

        var order = new MailRequest(athlete, row.Kind, row.Period, period.Day, period.Day, now, null);
        var mail = AlertRenderer.Render(told, order, settings);
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

    private AlertText? CreateText(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        AlertPeriod period,
        DateTimeOffset now
    )
    {
        if (period.KeySource is { } keySource)
        {
            var key = SourceDescriptors.Get(keySource).Key;
            return
                key?.FindLastDay(connection, row.AthleteId) is { } endsOn
                && KeyExpiryReminder.FindStage(endsOn, period.Day) is not null
                ? AlertTextBuilder.CreateKeyExpiry(athlete, keySource, key, endsOn)
                : null;
        }

        if (period.Source is not { } source)
        {
            return FailedMailFinder.FindUnreported(connection, row.AthleteId, row.Id, now) is { Count: > 0 } failed
                ? AlertTextBuilder.CreateMailFailure(athlete, failed)
                : null;
        }

        var sync = SyncStateRepository.Find(connection, row.AthleteId, period.Topic);
        if (period.IsResolved)
        {
            return AlertTextBuilder.CreateSourceRecovery(athlete, source, sync?.SucceededAt.ToInstant());
        }

        var alertAfter = TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours);
        return
            SourceAlertReason.Find(
                source,
                sync,
                AthleteRepository.GetCreatedAt(connection, row.AthleteId),
                now,
                alertAfter
            )
                is { } trouble
            ? AlertTextBuilder.CreateSourceFailure(athlete, trouble, settings)
            : null;
    }
}
