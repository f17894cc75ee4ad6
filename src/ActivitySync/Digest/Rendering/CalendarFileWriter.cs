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
/// Writes the suggested window as an iCalendar file: one entry for the days of the window and one for the easy day
/// after it, both transparent (the time stays free). The same reason has the same UID in several mails. The entries are
/// written as new ones; <see cref="CalendarFeed"/> compares them with those that the athlete already has.
/// </summary>
internal static class CalendarFileWriter
{
    public const string ProductId = "-//ActivitySync//Recovery//EN";

    /// <summary>
    /// SEQUENCE is the number of minutes since this instant, so that it grows even if a feed was lost.
    /// </summary>
    private static readonly DateTimeOffset SequenceStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns the file's content; null without a suggested massage.</summary>
    public static string? Write(DigestContent content, Language language, MailRequest request, string domain)
    {
        if (content.Plan.Massage is not { } massage)
        {
            return null;
        }

        var calendar = new Ical.Net.Calendar { ProductId = ProductId, Method = "PUBLISH" };
        var key = $"{request.Athlete.Name}.{GetSubject(content, massage)}";
        calendar.Events.Add(
            CreateEvent(
                $"massage.{key}@{domain}",
                language.EventTitle(massage.Kind),
                language.EventNote,
                massage.From,
                massage.To,
                request
            )
        );
        var easy = massage.To.AddDays(1);
        calendar.Events.Add(
            CreateEvent($"easy.{key}@{domain}", language.EasyDayTitle, language.EasyDayNote, easy, easy, request)
        );
        return new CalendarSerializer().SerializeToString(calendar);
    }

    private static CalendarEvent CreateEvent(
        string uid,
        string title,
        string note,
        DateOnly from,
        DateOnly to,
        MailRequest request
    ) =>
        new()
        {
            Uid = uid,
            Summary = title,
            Description = note,
            Start = new CalDateTime(from),
            End = new CalDateTime(to.AddDays(1)),
            Transparency = TransparencyType.Transparent,
            Status = EventStatus.Tentative,
            DtStamp = new CalDateTime(request.WrittenAt.UtcDateTime, "UTC"),
            Sequence = (int)Math.Max(0, (request.WrittenAt - SequenceStart).TotalMinutes),
        };

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
