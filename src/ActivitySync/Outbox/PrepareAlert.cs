using System.Data.Common;
using ActivitySync.Digest;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Writes a planned alert from what the tables say now, and stores it whole, before a byte of it goes out.</summary>
internal sealed class PrepareAlert(Database database, AppSettings settings, TimeProvider clock, ILogger<PrepareAlert> log)
{
    public void Prepare(AthleteSettings athlete, MailRow row)
    {
        using var store = database.Open();
        var now = clock.GetUtcNow();
        var period = AlertPeriod.Parse(row.Period);
        if (Told(store, athlete, row, period, now) is not { } told)
        {
            if (Mails.End(store, row.Id, MailState.Planned, MailState.Skipped, PlanAlerts.OverBefore, now))
                log.Skipped(athlete.Name, row.Period, PlanAlerts.OverBefore);
            return;
        }

        var order = new MailOrder(athlete, row.Kind, row.Period, period.Day, period.Day, now, null);
        var mail = WriteAlert.Render(told, order, settings);
        Mails.Render(store, row.Id, mail.MessageId, mail.Message, quotesStrava: false, bytesUntil: null, now);
    }

    private AlertText? Told(DbConnection store, AthleteSettings athlete, MailRow row, AlertPeriod period, DateTimeOffset now)
    {
        if (period.Trouble == AlertPeriod.GarminKey)
            return GarminKeys.Find(store, row.AthleteId)?.ExpiresOn?.ToDate() is { } endsOn && KeyExpiry.Stage(endsOn, period.Day) is not null ? AlertTexts.KeyEnds(athlete, endsOn) : null;
        if (period.Source is not { } source)
            return FailedDigests.Untold(store, row.AthleteId, row.Id, now) is { Count: > 0 } failed ? AlertTexts.Failed(athlete, failed) : null;
        var sync = Syncs.Find(store, row.AthleteId, period.Trouble);
        if (period.IsOver) return AlertTexts.Over(athlete, source, sync?.SucceededAt.ToInstant());
        var alertAfter = TimeSpan.FromHours(settings.ActivitySync.AlertAfterHours);
        return SourceTrouble.Of(source, sync, Athletes.CreatedAt(store, row.AthleteId), now, alertAfter) is { } trouble
            ? AlertTexts.Of(athlete, trouble, settings)
            : null;
    }
}
