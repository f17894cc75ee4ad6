using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using MimeKit;
using MimeKit.Text;

namespace ActivitySync.Digest.Rendering;

/// <summary>Renders an alert as a plain-text mail to the operator.</summary>
internal static class AlertRenderer
{
    private const string Language = "en";

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
        message.Headers.Add(HeaderId.ContentLanguage, Language);
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

/// <summary>The text of a mail to the operator.</summary>
/// <param name="Subject">At most 50 characters with a short name; no health data, no activity title.</param>
/// <param name="Paragraphs">Each is one line, so that a command in it can be copied.</param>
internal sealed record AlertText(string Subject, IReadOnlyList<string> Paragraphs);
