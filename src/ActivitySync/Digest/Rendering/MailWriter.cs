using System.Data.Common;
using ActivitySync.Advice;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Localization;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Rules;
using ActivitySync.Sources;

namespace ActivitySync.Digest.Rendering;

/// <summary>Renders a mail to an athlete. Implemented by <see cref="MailWriter"/>; tests replace it.</summary>
internal interface IMailWriter
{
    /// <summary>
    /// Plans for the request's day and renders the mail. Returns null for a quiet week that the athlete's settings
    /// skip, and for a mail whose subject no longer exists.
    /// </summary>
    RenderedMail? Write(MailRequest request);
}

/// <summary>Plans and renders a mail. The same data, calendar feed and request give the same bytes.</summary>
internal sealed class MailWriter(
    AdviceService adviceService,
    AppSettings settings,
    Database database,
    MailTemplates templates,
    CalendarFeed calendarFeed
) : IMailWriter
{
    public RenderedMail? Write(MailRequest request) =>
        Render(
            adviceService.Plan(request.Athlete, request.Today, request.WrittenAt),
            AddStoredData(request),
            settings,
            templates,
            calendarFeed.Read(request.Athlete)
        );

    /// <summary>Selects the content of a mail, without rendering it.</summary>
    public DigestContent CreateContent(MailRequest request) =>
        DigestContentBuilder.Build(
            adviceService.Plan(request.Athlete, request.Today, request.WrittenAt),
            AddStoredData(request),
            settings.Rules
        );

    /// <summary>
    /// Renders a mail from a plan, with the built-in templates and without an earlier calendar feed by default.
    /// </summary>
    public static RenderedMail? Render(
        AdviceResult advice,
        MailRequest request,
        AppSettings settings,
        MailTemplates? templates = null,
        string? feed = null
    )
    {
        var content = DigestContentBuilder.Build(advice, request, settings.Rules);
        if (!HasContent(content, request))
        {
            return null;
        }

        var language = Languages.GetOrDefault(request.Athlete.Language);
        var addresses = MailAddresses.Create(settings, request.Athlete) with
        {
            UnsubscribePage = request.UnsubscribePage,
        };
        var identity = MailIdentity.Create(request, addresses.Domain);
        var page = PageComposer.Compose(content, language, settings, addresses);
        var picture = content.ChartDays is null ? null : ChartRenderer.Render(content, language);
        if (picture is not null)
        {
            page = page with { PictureAddress = $"cid:{identity.PictureId}" };
        }

        var html = templates?.RenderHtml(page) ?? HtmlRenderer.Render(page);
        var text = templates?.RenderText(page) ?? TextRenderer.Render(page);
        var suggested = CalendarFileWriter.Write(
            content,
            language,
            request,
            addresses.Domain,
            settings.ActivitySync.PublicUrl
        );
        var nextFeed = CalendarFeed.ComputeNext(feed, suggested, request);
        var calendar = CalendarFeed.CreateAttachment(nextFeed, suggested, request, addresses.From);
        return new RenderedMail
        {
            Message = MailMessageBuilder.Build(request, identity, addresses, page, html, text, picture, calendar),
            MessageId = $"<{identity.MessageId}>",
            Subject = page.Subject,
            Html = html,
            Text = text,
            Picture = picture,
            CalendarFile = calendar,
            CalendarFeed = nextFeed,
            IncludedRacePeriod = request.Kind == MailKind.Race ? null : content.RaceMail?.Period,
            // A booked massage is not a suggestion.
            Window = content is { Plan.Massage: { } massage, IsBooked: false }
                ? new SuggestedWindow(massage.Kind, massage.From, massage.To)
                : null,
            IsEmpty = content.IsEmpty,
            CacheDays = content.Sources.Min(source => SourceDescriptors.Find(source)?.GetCacheDays(settings)),
        };
    }

    private static bool HasContent(DigestContent content, MailRequest request) =>
        request.Kind switch
        {
            MailKind.Race => content.RaceMail is not null,
            MailKind.RedFlag => content.Plan.Medical?.Reasons.Contains(ReasonCode.RedFlag) == true,
            _ => content.Tone != DigestTone.Quiet
                || content.RaceMail is not null
                || request.Athlete.Digest.QuietWeeks != QuietWeeks.Skip,
        };

    private static StoredEntry<CalendarRace>[] GetOwnRaces(DbConnection connection, long athleteId)
    {
        var fromFeeds = RaceRepository.GetFeedRaceIds(connection, athleteId);
        return [.. RaceRepository.GetAll(connection, athleteId).Where(race => !fromFeeds.Contains(race.Id))];
    }

    private MailRequest AddStoredData(MailRequest request)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, request.Athlete.Name);
        var calendars =
            request.Athlete.Sources.RaceCalendars.Count == 0 ? [] : RaceFeedRepository.GetAll(connection, athleteId);
        return request with
        {
            StoredRacePeriods =
            [
                .. MailRepository
                    .GetAll(connection, athleteId)
                    .Select(mail => mail.Period)
                    .OfType<RacePeriod>()
                    .Where(period => period != request.RacePeriodOfOriginal),
            ],
            OwnRaces = GetOwnRaces(connection, athleteId),
            Slots = SlotRepository.GetAll(connection, athleteId),
            ConfirmedStarts = ConfirmedStartRepository.GetAll(connection, athleteId),
            Feelings =
            [
                .. MassageFeelingRepository
                    .GetAll(connection, athleteId)
                    .Select(answer => (answer.Value.MassageDate, answer.Value.Feeling == MassageFeeling.Better)),
            ],
            Injuries =
            [
                .. InjuryRepository
                    .GetAll(connection, athleteId)
                    .SelectMany(injury =>
                        SourceDescriptors
                            .All.Where(source => source.Name.Text == injury.Source)
                            .Select(source => (source.Name, injury.From, injury.To))
                    ),
            ],
            KeyExpiries =
            [
                .. request
                    .Athlete.Sources.Enabled.Select(source =>
                        (source, EndsOn: SourceDescriptors.Get(source).Key?.FindLastDay(connection, athleteId))
                    )
                    .Where(key => key.EndsOn is not null)
                    .Select(key => (key.source, key.EndsOn!.Value)),
            ],
            CalendarsReadAt = calendars.Count == 0 ? null : calendars.Min(calendar => calendar.SucceededAt).ToInstant(),
        };
    }
}
