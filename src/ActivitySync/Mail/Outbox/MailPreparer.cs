using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Mail.Outbox;

/// <summary>Writes a planned mail and stores it whole, before a byte of it goes out.</summary>
internal sealed class MailPreparer(
    Database database,
    TimeProvider clock,
    StaleSourceSync sources,
    MailWriterCallback write,
    UnsubscribeLinks unsubscribe,
    ILogger<MailPreparer> log
)
{
    public const string QuietWeekReason = "quiet week";
    public const string ObsoleteReason = "nothing to say any more";

    /// <param name="athlete">The runner.</param>
    /// <param name="row">The planned mail.</param>
    /// <param name="isManual">A person asked for this one: a pause for want of training does not hold it.</param>
    /// <param name="cancellationToken">Ends it between steps.</param>
    /// <returns>False if there is nothing to send: the week is quiet, and the runner's setting skips such weeks, or too many were empty.</returns>
    public async Task<bool> PrepareAsync(
        AthleteSettings athlete,
        MailRow row,
        bool isManual,
        CancellationToken cancellationToken
    )
    {
        var known = await sources.SyncStaleAsync(athlete, cancellationToken);
        DateTimeOffset? knownUntil = known.Count == 0 ? null : known.Min(source => source.Until);
        var now = clock.GetUtcNow();
        var period = MailPeriod.Parse(row.Period);
        var today = DigestSchedule.GetLocalDate(athlete.TimeZone, now);
        var order = new MailRequest(
            athlete,
            row.Kind,
            period.Week,
            GetWeekEnd(athlete, row, period),
            today,
            now,
            knownUntil,
            period.Copy,
            !isManual && IsLastBeforePause(row),
            unsubscribe.Create(athlete)
        )
        {
            KnownSources = known,
            RacePeriodToldByOriginal = FindRaceToldByOriginal(row, period),
        };
        var mail = write(order);
        using var connection = database.Open();
        MailRepository.MarkEmpty(connection, row.Id, mail?.IsEmpty == true);
        var reason = mail is null
            ? row.Kind == MailKind.Digest
                ? QuietWeekReason
                : ObsoleteReason
            : mail.IsEmpty && !isManual && InactivityPause.IsPaused(connection, row)
                ? InactivityPause.PausedReason
                : null;
        if (mail is null || reason is not null)
        {
            if (MailRepository.Finish(connection, row.Id, MailState.Planned, MailState.Skipped, reason!, now))
            {
                log.Skipped(athlete.Name, row.Period, reason!);
            }

            return false;
        }

        DateTimeOffset? bytesUntil = mail.CacheDays is { } days ? (knownUntil ?? now).AddDays(days) : null;
        MailRepository.MarkRendered(
            connection,
            row.Id,
            mail.MessageId,
            mail.Message,
            quotesExpiringData: mail.CacheDays is not null,
            bytesUntil,
            now,
            mail.ToldRacePeriod
        );
        return true;
    }

    private bool IsLastBeforePause(MailRow row)
    {
        using var connection = database.Open();
        return InactivityPause.IsLastBeforePause(connection, row);
    }

    private string? FindRaceToldByOriginal(MailRow row, MailPeriod period)
    {
        if (period.Copy == 0)
        {
            return null;
        }

        using var connection = database.Open();
        return MailRepository.Find(connection, row.AthleteId, row.Kind, period.Week)?.Tells;
    }

    private static DateOnly GetWeekEnd(AthleteSettings athlete, MailRow row, MailPeriod period)
    {
        // A digest keeps the slot it was planned for, also if the runner has moved the day since; a copy's due time is the wish.
        var due = row.DueAt.ToInstant();
        if (period.Copy > 0 && DigestSchedule.FindByWeek(athlete, period.Week) is { } slot)
        {
            return slot.Date;
        }

        var planned = DigestSchedule.GetLatest(athlete, due);
        return planned.At == due ? planned.Date : DigestSchedule.GetLocalDate(athlete.TimeZone, due);
    }
}

/// <summary>Writes a mail; null where a quiet week is skipped. <see cref="MailWriter.Write"/>, seen from the outbox.</summary>
internal delegate RenderedMail? MailWriterCallback(MailRequest order);
