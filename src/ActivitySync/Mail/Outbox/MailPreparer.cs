using System.Data.Common;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Prepares a planned mail to an athlete for sending: renders it, saves the calendar feed, and stores the bytes, or
/// skips the mail if there is nothing to send.
/// </summary>
internal sealed class MailPreparer(
    Database database,
    TimeProvider clock,
    IMailWriter writer,
    CalendarFeed calendarFeed,
    UnsubscribeLinks unsubscribeLinks,
    AnswerLinks answerLinks,
    ILogger<MailPreparer> log
)
{
    public const string QuietWeekReason = "quiet week";
    public const string ObsoleteReason = "no longer relevant";

    /// <param name="athlete">The athlete.</param>
    /// <param name="row">The planned mail.</param>
    /// <param name="sources">Up to when each of the athlete's sources is known; empty without a source.</param>
    /// <param name="isManual">A person asked for this mail, so the pause for missing training doesn't apply.</param>
    /// <returns>
    /// False if there is nothing to send: the mail is obsolete, or the week is quiet and the athlete's settings skip
    /// quiet weeks, or too many mails in a row were empty.
    /// </returns>
    public bool Prepare(AthleteSettings athlete, MailRow row, IReadOnlyList<SourceFreshness> sources, bool isManual)
    {
        var request = CreateRequest(athlete, row, sources, isManual);
        var mail = writer.Write(request);
        if (mail?.CalendarFeed is { } feed)
        {
            calendarFeed.Write(athlete, feed);
        }

        using var connection = database.Open();
        MailRepository.MarkEmpty(connection, row.Id, mail?.IsEmpty == true);
        var now = request.WrittenAt;
        if (mail is null || (mail.IsEmpty && !isManual && InactivityPause.IsPaused(connection, row)))
        {
            Skip(connection, athlete, row, mail, now);
            return false;
        }

        DateTimeOffset? bytesUntil = mail.CacheDays is { } days ? (request.KnownUntil ?? now).AddDays(days) : null;
        MailRepository.MarkRendered(
            connection,
            row.Id,
            mail.MessageId,
            mail.Message,
            quotesExpiringData: mail.CacheDays is not null,
            bytesUntil,
            now,
            mail.IncludedRacePeriod,
            mail.Window
        );
        return true;
    }

    private MailRequest CreateRequest(
        AthleteSettings athlete,
        MailRow row,
        IReadOnlyList<SourceFreshness> sources,
        bool isManual
    )
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        return new MailRequest(
            athlete,
            row.Kind,
            row.Period,
            GetWeekEnd(athlete, row),
            athlete.GetDate(now),
            now,
            sources.Count == 0 ? null : sources.Min(source => source.Until)
        )
        {
            IsLastBeforePause = !isManual && InactivityPause.IsLastBeforePause(connection, row),
            UnsubscribePage = unsubscribeLinks.Create(athlete),
            PageAddresses = answerLinks.CreateFor(athlete, row.Id, now),
            Sources = sources,
            RacePeriodOfOriginal =
                row.Period.CopyNumber == 0
                    ? null
                    : MailRepository.Find(connection, row.AthleteId, row.Kind, row.Period.Original)?.IncludedRacePeriod,
        };
    }

    private void Skip(
        DbConnection connection,
        AthleteSettings athlete,
        MailRow row,
        RenderedMail? mail,
        DateTimeOffset now
    )
    {
        var reason =
            mail is not null ? InactivityPause.PausedReason
            : row.Kind == MailKind.Digest ? QuietWeekReason
            : ObsoleteReason;
        if (MailRepository.Finish(connection, row.Id, MailState.Planned, MailState.Skipped, reason, now))
        {
            log.Skipped(athlete.Name, row.Period, reason);
        }
    }

    /// <summary>
    /// Returns the date of the mail's slot. A digest keeps the slot it was planned for, even if the athlete has moved
    /// the digest's day since; a copy has the slot of its week, since its own due time is when a person asked for it.
    /// </summary>
    public static DateOnly GetWeekEnd(AthleteSettings athlete, MailRow row)
    {
        if (row.Period is WeekPeriod { Copy: > 0 } period)
        {
            return DigestSchedule.GetByWeek(athlete, period).Date;
        }

        var planned = DigestSchedule.GetLatest(athlete, row.DueAt);
        return planned.At == row.DueAt ? planned.Date : athlete.GetDate(row.DueAt);
    }
}
