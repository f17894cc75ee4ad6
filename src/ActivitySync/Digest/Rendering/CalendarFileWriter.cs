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
/// The window as a calendar entry: all days of it, and the easy day after the last. Both leave the time free.
/// The same reason keeps its entry over several mails (stable UID). This is the entry as a new one; what a runner already
/// has of it, and so its SEQUENCE, is known to <see cref="CalendarFeed"/>.
/// </summary>
internal static class CalendarFileWriter
{
    public const string ProductId = "-//ActivitySync//Recovery//EN";

    /// <summary>Where counting the minutes of SEQUENCE begins: it only has to grow, also where a feed was lost.</summary>
    private static readonly DateTimeOffset SequenceStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The file, or null without a massage.</summary>
    public static string? Write(DigestContent content, Language language, MailRequest order, string domain)
    {
        if (content.Plan.Massage is not { } massage)
        {
            return null;
        }

        var calendar = new Ical.Net.Calendar { ProductId = ProductId, Method = "PUBLISH" };
        var about = $"{order.Athlete.Name}.{GetSubject(content, massage)}";
        calendar.Events.Add(
            CreateEvent(
                $"massage.{about}@{domain}",
                language.EventTitle(massage.Kind),
                language.EventNote,
                massage.From,
                massage.To,
                order
            )
        );
        var easy = massage.To.AddDays(1);
        calendar.Events.Add(
            CreateEvent($"easy.{about}@{domain}", language.EasyDayTitle, language.EasyDayNote, easy, easy, order)
        );
        return new CalendarSerializer().SerializeToString(calendar);
    }

    private static CalendarEvent CreateEvent(
        string uid,
        string title,
        string note,
        DateOnly from,
        DateOnly to,
        MailRequest order
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
            DtStamp = new CalDateTime(order.WrittenAt.UtcDateTime, "UTC"),
            Sequence = (int)Math.Max(0, (order.WrittenAt - SequenceStart).TotalMinutes),
        };

    /// <summary>RACE_POST is "racepost": UIDs in calendars must not change.</summary>
    private static string FormatTrigger(DigestContent content) =>
        $"{content.Trigger}".Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>What the window is about: the race or run behind it; without one the mail's period.</summary>
    private static string GetSubject(DigestContent content, MassageAdvice massage)
    {
        var facts = content.Plan.Facts;
        var date =
            content.Trigger == ReasonCode.RacePost ? facts.LastRace?.Date
            : content.Trigger == ReasonCode.RacePre ? facts.NextRace?.Date
            : content.IsAboutLongEvent ? facts.LastLongEvent?.Date
            : content.Trigger == ReasonCode.KeepSlot ? massage.From
            : null;
        return date is { } about
            ? string.Create(CultureInfo.InvariantCulture, $"{FormatTrigger(content)}.{about:yyyy-MM-dd}")
            : string.Create(CultureInfo.InvariantCulture, $"week.{content.WeekEnd:yyyy-MM-dd}");
    }
}
