using ActivitySync.Digest;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Writes a planned mail and stores it whole, before a byte of it goes out.</summary>
internal sealed class PrepareMail(
    Database database, AppSettings settings, TimeProvider clock, FreshenSources sources, MailWriter write, ILogger<PrepareMail> log)
{
    public const string QuietWeek = "quiet week";

    /// <returns>False if there is nothing to send: the week is quiet, and the runner's setting skips such weeks.</returns>
    public async Task<bool> PrepareAsync(AthleteSettings athlete, MailRow row, CancellationToken cancellationToken)
    {
        var knownUntil = await sources.FreshenAsync(athlete, cancellationToken);
        var now = clock.GetUtcNow();
        var period = MailPeriod.Parse(row.Period);
        var today = DigestSlots.DateIn(athlete.TimeZone, now);
        var order = new MailOrder(athlete, row.Kind, period.Week, WeekEnd(athlete, row, period), today, now, knownUntil, period.Copy);
        var mail = write(order);
        using var store = database.Open();
        if (mail is null)
        {
            if (Mails.End(store, row.Id, MailState.Planned, MailState.Skipped, QuietWeek, now)) log.Skipped(athlete.Name, row.Period, QuietWeek);
            return false;
        }

        DateTimeOffset? bytesUntil = mail.QuotesStrava ? (knownUntil ?? now).AddDays(settings.Strava.CacheDays) : null;
        Mails.Render(store, row.Id, mail.MessageId, mail.Message, mail.QuotesStrava, bytesUntil, now);
        return true;
    }

    private static DateOnly WeekEnd(AthleteSettings athlete, MailRow row, MailPeriod period)
    {
        // A digest keeps the slot it was planned for, also if the runner has moved the day since; a copy's due time is the wish.
        var due = row.DueAt.ToInstant();
        if (period.Copy > 0 && DigestSlots.OfWeek(athlete, period.Week) is { } slot) return slot.Date;
        var planned = DigestSlots.LatestAt(athlete, due);
        return planned.At == due ? planned.Date : DigestSlots.DateIn(athlete.TimeZone, due);
    }
}
