using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using MimeKit;
using MimeKit.Text;

namespace ActivitySync.Digest.Rendering;

/// <summary>Renders an alert as a plain-text mail to the operator.</summary>
internal static class AlertRenderer
{
    /// <exception cref="OperationException">An address is invalid.</exception>
    public static RenderedMail Render(AlertText alert, MailRequest request, AppSettings settings)
    {
        var addresses = MailAddresses.Create(settings, request.Athlete);
        var identity = MailIdentity.Create(request, addresses.Domain);
        var text = string.Join("\n\n", alert.Paragraphs) + "\n";
        var body = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        body.SetText(Encoding.UTF8, text);
        using var message = new MimeMessage([addresses.From], [addresses.Operator], alert.Subject, body)
        {
            Date = TimeZoneInfo.ConvertTime(request.WrittenAt, request.Athlete.TimeZone),
            MessageId = identity.MessageId,
        };
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ListId, $"<{identity.ListId}>");
        message.Headers.Add(HeaderId.ContentLanguage, alert.LanguageTag);
        return new RenderedMail
        {
            Message = MailMessageBuilder.ToBytes(message),
            MessageId = $"<{identity.MessageId}>",
            Subject = alert.Subject,
            Html = "",
            Text = text,
            Picture = null,
            CalendarFile = null,
        };
    }
}

/// <summary>The text of an alert. Each paragraph is one line, so that a command in it can be copied.</summary>
/// <param name="LanguageTag">The language: <c>en</c>.</param>
/// <param name="Subject">At most 50 characters; no health data, no activity title.</param>
/// <param name="Happened">What happened, and what it means for the athlete.</param>
/// <param name="Action">What to do: the command or the page.</param>
/// <param name="More">When it last worked, the next reminder, the all-clear; may quote a stored message.</param>
internal sealed record AlertText(
    string LanguageTag,
    string Subject,
    string Happened,
    string Action,
    IReadOnlyList<string> More
)
{
    /// <summary>The paragraphs of the mail.</summary>
    public IReadOnlyList<string> Paragraphs => [Happened, Action, .. More];
}
