using System.Text;
using ActivitySync.Settings;
using MimeKit;
using MimeKit.Text;

namespace ActivitySync.Digest;

/// <summary>Turns an alert into a plain mail to the operator, whole, bytes and all.</summary>
internal static class WriteAlert
{
    private const string Language = "en";

    /// <exception cref="CannotProceedException">An address is none.</exception>
    public static RenderedMail Render(AlertText alert, MailOrder order, AppSettings settings)
    {
        var addresses = MailAddresses.Of(settings, order.Athlete);
        var identity = MailIdentity.Of(order, addresses.Domain);
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
            Message = MailMessage.Bytes(message),
            MessageId = $"<{identity.MessageId}>",
            Subject = alert.Subject,
            Html = "",
            Text = text,
            Picture = null,
            CalendarFile = null,
            QuotesStrava = false,
        };
    }
}
