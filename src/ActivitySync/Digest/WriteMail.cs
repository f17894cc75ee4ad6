using ActivitySync.Digest.Words;
using ActivitySync.Planning;
using ActivitySync.Recovery;
using ActivitySync.Settings;
using ActivitySync.Sources;
using ActivitySync.Store;

namespace ActivitySync.Digest;

/// <summary>Turns advice into a mail, whole, bytes and all. The same store, feed and order give the same bytes.</summary>
internal sealed class WriteMail(PlanRecovery plans, AppSettings settings, Database database, TimeProvider clock, MailTemplates templates, CalendarFeed? feed = null)
{
    /// <summary>The mail; null where a quiet week is skipped, or where what the mail is about is no more.</summary>
    public RenderedMail? Write(MailOrder order) =>
        Render(plans.Plan(order.Athlete, order.Today), WithWhatIsKept(order), settings, templates, feed?.Read(order.Athlete));

    private MailOrder WithWhatIsKept(MailOrder order)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, order.Athlete.Name, clock);
        var calendars = order.Athlete.Sources.RaceCalendars.Count == 0 ? [] : RaceFeeds.Of(store, athleteId);
        return order with
        {
            ToldRaces = [.. Mails.Of(store, athleteId).Where(mail => mail.Kind == MailOrder.RaceKind && mail.Period != order.ToldByOriginal).Select(mail => mail.Period)],
            GarminKeyEndsOn = order.Athlete.Sources.Garmin ? GarminKeys.Find(store, athleteId)?.ExpiresOn?.ToDate() : null,
            CalendarsReadAt = calendars.Count == 0 ? null : calendars.Min(calendar => calendar.SucceededAt).ToInstant(),
        };
    }

    /// <summary>The same from a plan and, where there is one, the calendar feed at hand.</summary>
    public static RenderedMail? Render(PlannedRecovery planned, MailOrder order, AppSettings settings, MailTemplates? templates = null, string? feed = null)
    {
        var content = ContentReader.Read(planned, order, settings.Rules);
        if (!HasSomethingToSay(content, order)) return null;

        var language = Languages.Of(order.Athlete.Language);
        var addresses = MailAddresses.Of(settings, order.Athlete) with { UnsubscribePage = order.UnsubscribePage };
        var identity = MailIdentity.Of(order, addresses.Domain);
        var page = ComposePage.Compose(content, language, settings, addresses);
        var picture = content.PictureDays is null ? null : Chart.Draw(content, language);
        if (picture is not null) page = page with { PictureAddress = $"cid:{identity.PictureId}" };
        var html = templates?.Html(page) ?? Html.Render(page);
        var text = templates?.Text(page) ?? Text.Render(page);
        var suggested = CalendarFile.Write(content, language, order, addresses.Domain);
        var nextFeed = CalendarFeed.Next(feed, suggested, order);
        var calendar = feed is null ? suggested : CalendarFeed.Attachment(nextFeed, suggested, order);
        return new RenderedMail
        {
            Message = MailMessage.Build(order, identity, addresses, page, html, text, picture, calendar),
            MessageId = $"<{identity.MessageId}>",
            Subject = page.Subject,
            Html = html,
            Text = text,
            Picture = picture,
            CalendarFile = calendar,
            Feed = nextFeed,
            TellsRace = order.Kind == MailOrder.RaceKind ? null : content.Race?.Period,
            IsEmpty = content.IsEmpty,
            QuotesStrava = content.Sources.Contains(SourceName.Strava),
        };
    }

    private static bool HasSomethingToSay(DigestContent content, MailOrder order) => order.Kind switch
    {
        MailOrder.RaceKind => content.Race is not null,
        MailOrder.NoticeKind => content.Plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true,
        _ => content.Tone != DigestTone.Quiet || content.Race is not null || order.Athlete.Digest.QuietWeeks != QuietWeeks.Skip,
    };
}
