using ActivitySync.Digest.Words;
using ActivitySync.Planning;
using ActivitySync.Settings;
using ActivitySync.Sources;

namespace ActivitySync.Digest;

/// <summary>Turns advice into a mail, whole, bytes and all. The same store and the same order give the same bytes.</summary>
internal sealed class WriteMail(PlanRecovery plans, AppSettings settings)
{
    /// <summary>The mail, or null where the settings say that a quiet week is skipped.</summary>
    public RenderedMail? Write(MailOrder order) => Render(plans.Plan(order.Athlete, order.Today), order, settings);

    /// <summary>The same from a plan at hand.</summary>
    public static RenderedMail? Render(PlannedRecovery planned, MailOrder order, AppSettings settings)
    {
        var content = ContentReader.Read(planned, order, settings.Rules);
        if (content.Tone == DigestTone.Quiet && order.Athlete.Digest.QuietWeeks == QuietWeeks.Skip) return null;

        var language = Languages.Of(order.Athlete.Language);
        var addresses = MailAddresses.Of(settings, order.Athlete) with { UnsubscribePage = order.UnsubscribePage };
        var identity = MailIdentity.Of(order, addresses.Domain);
        var page = ComposePage.Compose(content, language, settings, addresses);
        var picture = content.PictureDays is null ? null : Chart.Draw(content, language);
        if (picture is not null) page = page with { PictureAddress = $"cid:{identity.PictureId}" };
        var html = Html.Render(page);
        var text = Text.Render(page);
        var calendar = CalendarFile.Write(content, language, order, addresses.Domain);
        return new RenderedMail
        {
            Message = MailMessage.Build(order, identity, addresses, page, html, text, picture, calendar),
            MessageId = $"<{identity.MessageId}>",
            Subject = page.Subject,
            Html = html,
            Text = text,
            Picture = picture,
            CalendarFile = calendar,
            IsEmpty = content.IsEmpty,
            QuotesStrava = content.Sources.Contains(SourceName.Strava),
        };
    }
}
