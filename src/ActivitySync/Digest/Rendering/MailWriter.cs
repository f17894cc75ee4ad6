using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Digest.Rendering;

/// <summary>Turns advice into a mail, whole, bytes and all. The same store, feed and order give the same bytes.</summary>
internal sealed class MailWriter(
    AdviceService plans,
    AppSettings settings,
    Database database,
    MailTemplates templates,
    CalendarFeed? feed = null
)
{
    /// <summary>The mail; null where a quiet week is skipped, or where what the mail is about is no more.</summary>
    public RenderedMail? Write(MailRequest order) =>
        Render(
            plans.Plan(order.Athlete, order.Today),
            AddStoredData(order),
            settings,
            templates,
            feed?.Read(order.Athlete)
        );

    private MailRequest AddStoredData(MailRequest order)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, order.Athlete.Name);
        var calendars =
            order.Athlete.Sources.RaceCalendars.Count == 0 ? [] : RaceFeedRepository.GetAll(connection, athleteId);
        return order with
        {
            ToldRacePeriods =
            [
                .. MailRepository
                    .GetAll(connection, athleteId)
                    .Where(mail => mail.Kind == MailRequest.RaceKind && mail.Period != order.RacePeriodToldByOriginal)
                    .Select(mail => mail.Period),
            ],
            KeyExpiries =
            [
                .. order
                    .Athlete.Sources.Enabled.Select(source =>
                        (source, EndsOn: SourceDescriptors.Get(source).Key?.FindLastDay(connection, athleteId))
                    )
                    .Where(key => key.EndsOn is not null)
                    .Select(key => (key.source, key.EndsOn!.Value)),
            ],
            CalendarsReadAt = calendars.Count == 0 ? null : calendars.Min(calendar => calendar.SucceededAt).ToInstant(),
        };
    }

    /// <summary>The same from a plan and, where there is one, the calendar feed at hand.</summary>
    public static RenderedMail? Render(
        AdviceResult planned,
        MailRequest order,
        AppSettings settings,
        MailTemplates? templates = null,
        string? feed = null
    )
    {
        var content = DigestContentBuilder.Build(planned, order, settings.Rules);
        if (!HasSomethingToSay(content, order))
        {
            return null;
        }

        var language = Languages.GetOrDefault(order.Athlete.Language);
        var addresses = MailAddresses.Create(settings, order.Athlete) with { UnsubscribePage = order.UnsubscribePage };
        var identity = MailIdentity.Create(order, addresses.Domain);
        var page = PageComposer.Compose(content, language, settings, addresses);
        var picture = content.ChartDays is null ? null : ChartRenderer.Render(content, language);
        if (picture is not null)
        {
            page = page with { PictureAddress = $"cid:{identity.PictureId}" };
        }

        var html = templates?.RenderHtml(page) ?? HtmlRenderer.Render(page);
        var text = templates?.RenderText(page) ?? TextRenderer.Render(page);
        var suggested = CalendarFileWriter.Write(content, language, order, addresses.Domain);
        var nextFeed = CalendarFeed.ComputeNext(feed, suggested, order);
        var calendar = feed is null ? suggested : CalendarFeed.CreateAttachment(nextFeed, suggested, order);
        return new RenderedMail
        {
            Message = MailMessageBuilder.Build(order, identity, addresses, page, html, text, picture, calendar),
            MessageId = $"<{identity.MessageId}>",
            Subject = page.Subject,
            Html = html,
            Text = text,
            Picture = picture,
            CalendarFile = calendar,
            CalendarFeed = nextFeed,
            ToldRacePeriod = order.Kind == MailRequest.RaceKind ? null : content.RaceMail?.Period,
            IsEmpty = content.IsEmpty,
            CacheDays = content.Sources.Min(source => SourceDescriptors.Find(source)?.GetCacheDays(settings)),
        };
    }

    private static bool HasSomethingToSay(DigestContent content, MailRequest order) =>
        order.Kind switch
        {
            MailRequest.RaceKind => content.RaceMail is not null,
            MailRequest.RedFlagKind => content.Plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true,
            _ => content.Tone != DigestTone.Quiet
                || content.RaceMail is not null
                || order.Athlete.Digest.QuietWeeks != QuietWeeks.Skip,
        };
}
