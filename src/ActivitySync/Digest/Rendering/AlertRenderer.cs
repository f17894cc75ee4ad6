using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Digest.Content;
using MimeKit;
using MimeKit.Text;

namespace ActivitySync.Digest.Rendering;

/// <summary>Turns an alert into a plain mail to the operator, whole, bytes and all.</summary>
internal static class AlertRenderer
{
    private const string Language = "en";

    /// <exception cref="OperationException">An address is none.</exception>
    public static RenderedMail Render(AlertText alert, MailRequest order, AppSettings settings)
    {
        var addresses = MailAddresses.Create(settings, order.Athlete);
        var identity = MailIdentity.Create(order, addresses.Domain);
        var text = string.Join("\n\n", alert.Paragraphs) + "\n";
        var body = new TextPart(TextFormat.Plain) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        body.SetText(Encoding.UTF8, text);
        using var message = new MimeMessage([addresses.From], [addresses.Operator], alert.Subject, body)
        {
            Date = TimeZoneInfo.ConvertTime(order.WrittenAt, order.Athlete.TimeZone),
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

/// <summary>A mail to the operator, in words.</summary>
/// <param name="Subject">At most 50 characters with a short name; no health, no title of an activity.</param>
/// <param name="Paragraphs">Each a line of its own, so that a command in it can be copied.</param>
internal sealed record AlertText(string Subject, IReadOnlyList<string> Paragraphs);
