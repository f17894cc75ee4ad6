using System.Globalization;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// Writes the suggested window as an iCalendar file: one entry for its days, transparent (the time stays free). A
/// booked massage that is kept has a second entry, for the easy day after it. The same reason has the same UID in
/// several mails. The entries are written as new ones; <see cref="CalendarFeed"/> compares them with those that the
/// athlete already has.
/// </summary>
internal static class CalendarFileWriter
{
    public const string ProductId = "-//ActivitySync//Recovery//EN";

    /// <summary>
    /// SEQUENCE is the number of minutes since this instant, so that it grows even if a feed was lost.
    /// </summary>
    private static readonly DateTimeOffset SequenceStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const string MassageCategory = "Massage";
    private const string TrainingCategory = "Training";

    /// <summary>
    /// Returns the entries as a calendar without a method, as a feed has them; null without a suggested massage.
    /// </summary>
    /// <param name="content">The mail's content.</param>
    /// <param name="language">The language of titles and notes.</param>
    /// <param name="request">The mail.</param>
    /// <param name="domain">The sender's domain, in ASCII.</param>
    /// <param name="page">The public page to which entries link; null without one.</param>
    public static string? Write(
        DigestContent content,
        Language language,
        MailRequest request,
        string domain,
        Uri? page = null
    )
    {
        if (content.Plan.Massage is not { } massage)
        {
            return null;
        }

        var calendar = new Ical.Net.Calendar { ProductId = ProductId };
        var key = $"{request.Athlete.Name}.{GetSubject(content, massage)}";
        var isBooked = content.IsBooked;
        var days = massage.To.DayNumber - massage.From.DayNumber + 1;
        var window = CreateEvent($"massage.{key}@{domain}", massage.From, massage.To, request, page);
        window.Summary = isBooked ? language.BookedEventTitle(massage.Kind) : language.EventTitle(massage.Kind);
        window.Description = isBooked ? language.BookedEventNote : language.EventNote(days);
        window.Categories = [MassageCategory];
        window.Status = isBooked ? EventStatus.Confirmed : EventStatus.Tentative;
        calendar.Events.Add(window);
        if (isBooked)
        {
            var day = massage.To.AddDays(1);
            var easy = CreateEvent($"easy.{key}@{domain}", day, day, request, page);
            easy.Summary = language.EasyDayTitle;
            easy.Description = language.EasyDayNote;
            easy.Categories = [TrainingCategory];
            calendar.Events.Add(easy);
        }

        return new CalendarSerializer().SerializeToString(calendar);
    }

    private static CalendarEvent CreateEvent(string uid, DateOnly from, DateOnly to, MailRequest request, Uri? page) =>
        new()
        {
            Uid = uid,
            Start = new CalDateTime(from),
            End = new CalDateTime(to.AddDays(1)),
            Transparency = TransparencyType.Transparent,
            Status = EventStatus.Tentative,
            DtStamp = new CalDateTime(request.WrittenAt.UtcDateTime, "UTC"),
            Sequence = (int)Math.Max(0, (request.WrittenAt - SequenceStart).TotalMinutes),
            Url = page is null ? null : ToAscii(page),
        };

    private static Uri ToAscii(Uri page) =>
        new(
            new UriBuilder(page) { Host = page.IdnHost }
                .Uri
                .AbsoluteUri
        );

    /// <summary>Formats RACE_POST as "racepost": UIDs in calendars must not change.</summary>
    private static string FormatTrigger(DigestContent content) =>
        $"{content.Trigger}".Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>
    /// Identifies the window by the race or run that is the reason for it; without one by the mail's week.
    /// </summary>
    private static string GetSubject(DigestContent content, MassageAdvice massage)
    {
        var facts = content.Plan.Facts;
        var date =
            content.Trigger == ReasonCode.RacePost ? facts.LastRace?.Date
            : content.Trigger == ReasonCode.RacePre ? facts.NextRace?.Date
            : content.IsAboutLongEvent ? facts.LastLongEvent?.Date
            : content.Trigger == ReasonCode.KeepSlot ? massage.From
            : null;
        return date is { } reasonDate
            ? string.Create(CultureInfo.InvariantCulture, $"{FormatTrigger(content)}.{reasonDate:yyyy-MM-dd}")
            : string.Create(CultureInfo.InvariantCulture, $"week.{content.WeekEnd:yyyy-MM-dd}");
    }
}
