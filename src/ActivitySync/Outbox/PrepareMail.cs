using ActivitySync.Digest;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Outbox;

/// <summary>Writes a planned mail and stores it whole, before a byte of it goes out.</summary>
internal sealed class PrepareMail(
    Database database, AppSettings settings, TimeProvider clock, FreshenSources sources, MailWriter write, UnsubscribeLink unsubscribe, ILogger<PrepareMail> log)
{
    public const string QuietWeek = "quiet week";
    public const string NothingToSay = "nothing to say any more";

    /// <param name="athlete">The runner.</param>
    /// <param name="row">The planned mail.</param>
    /// <param name="isWish">A person asked for this one: a pause for want of training does not hold it.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <returns>False if there is nothing to send: the week is quiet, and the runner's setting skips such weeks, or too many were empty.</returns>
    public async Task<bool> PrepareAsync(AthleteSettings athlete, MailRow row, bool isWish, CancellationToken cancellationToken)
    {
        var known = await sources.FreshenAsync(athlete, cancellationToken);
        DateTimeOffset? knownUntil = known.Count == 0 ? null : known.Min(source => source.Until);
        var now = clock.GetUtcNow();
        var period = MailPeriod.Parse(row.Period);
        var today = DigestSlots.DateIn(athlete.TimeZone, now);
        var order = new MailOrder(athlete, row.Kind, period.Week, WeekEnd(athlete, row, period), today, now, knownUntil, period.Copy, !isWish && RestsNext(row), unsubscribe.Of(athlete))
        {
            KnownSources = known,
            ToldByOriginal = ToldByOriginal(row, period),
        };
        var mail = write(order);
        using var store = database.Open();
        Mails.MarkEmpty(store, row.Id, mail?.IsEmpty == true);
        var reason = mail is null ? row.Kind == MailKind.Digest ? QuietWeek : NothingToSay : mail.IsEmpty && !isWish && DigestRest.Begins(store, row) ? DigestRest.Resting : null;
        if (mail is null || reason is not null)
        {
            if (Mails.End(store, row.Id, MailState.Planned, MailState.Skipped, reason!, now)) log.Skipped(athlete.Name, row.Period, reason!);
            return false;
        }

        DateTimeOffset? bytesUntil = mail.QuotesStrava ? (knownUntil ?? now).AddDays(settings.Strava.CacheDays) : null;
        Mails.Render(store, row.Id, mail.MessageId, mail.Message, mail.QuotesStrava, bytesUntil, now, mail.TellsRace);
        return true;
    }

    private bool RestsNext(MailRow row)
    {
        using var store = database.Open();
        return DigestRest.IsNext(store, row);
    }

    private string? ToldByOriginal(MailRow row, MailPeriod period)
    {
        if (period.Copy == 0) return null;
        using var store = database.Open();
        return Mails.Find(store, row.AthleteId, row.Kind, period.Week)?.Tells;
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
