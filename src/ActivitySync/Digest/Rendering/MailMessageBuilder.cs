using System.Text;
using ActivitySync.Digest.Content;
using MimeKit;
using MimeKit.Text;

namespace ActivitySync.Digest.Rendering;

/// <summary>
/// Builds the message: mixed(related(alternative(text, html), chart), calendar file). Layers with a single part are
/// left out.
/// </summary>
internal static class MailMessageBuilder
{
    public const string PictureName = "week.png";
    public const string CalendarName = "massage.ics";

    public static byte[] Build(
        MailRequest request,
        MailIdentity identity,
        MailAddresses addresses,
        DigestPage page,
        string html,
        string text,
        byte[]? picture,
        string? calendar
    )
    {
        MimeEntity body = new MultipartAlternative
        {
            CreateTextPart(TextFormat.Plain, text),
            CreateTextPart(TextFormat.Html, html),
        };
        SetBoundary(body, identity, "alternative");
        if (picture is not null)
        {
            var related = new MultipartRelated { body, CreatePicturePart(picture, identity) };
            related.ContentType.Parameters["type"] = "multipart/alternative";
            body = SetBoundary(related, identity, "related");
        }

        if (calendar is not null)
        {
            body = SetBoundary(new Multipart("mixed") { body, CreateCalendarPart(calendar) }, identity, "mixed");
        }

        using var message = new MimeMessage([addresses.From], [addresses.To], page.Subject, body)
        {
            Date = TimeZoneInfo.ConvertTime(request.WrittenAt, request.Athlete.TimeZone),
            MessageId = identity.MessageId,
        };
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add(HeaderId.ListId, $"<{identity.ListId}>");
        AddUnsubscribeHeaders(message, request, addresses);
        message.Headers.Add(HeaderId.ContentLanguage, page.Language);

        return ToBytes(message);
    }

    /// <summary>
    /// Adds the ways to unsubscribe: the page, if there is one, and a mail to the operator. One click (RFC 8058) is
    /// offered for https only: the address is the only authorization and must not be readable in transit.
    /// </summary>
    private static void AddUnsubscribeHeaders(MimeMessage message, MailRequest request, MailAddresses addresses)
    {
        var address = Uri.EscapeDataString(addresses.Operator.Address).Replace("%40", "@", StringComparison.Ordinal);
        var operatorMail = $"<mailto:{address}?subject=unsubscribe%20{request.Athlete.Name}>";
        if (addresses.UnsubscribePage is not { } page)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, operatorMail);
            return;
        }

        message.Headers.Add(HeaderId.ListUnsubscribe, $"<{page.AbsoluteUri}>, {operatorMail}");
        if (page.Scheme == Uri.UriSchemeHttps)
        {
            message.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }
    }

    /// <summary>Returns the message as it is sent.</summary>
    public static byte[] ToBytes(MimeMessage message)
    {
        using var bytes = new MemoryStream();
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        format.EnsureNewLine = true;
        message.WriteTo(format, bytes);
        return bytes.ToArray();
    }

    private static MimeEntity SetBoundary(MimeEntity entity, MailIdentity identity, string part)
    {
        ((Multipart)entity).Boundary = identity.GetBoundary(part);
        return entity;
    }

    private static TextPart CreateTextPart(TextFormat format, string content)
    {
        var part = new TextPart(format) { ContentTransferEncoding = ContentEncoding.QuotedPrintable };
        part.SetText(Encoding.UTF8, content);
        return part;
    }

    private static MimePart CreatePicturePart(byte[] picture, MailIdentity identity) =>
        new("image", "png")
        {
            Content = new MimeContent(new MemoryStream(picture)),
            ContentTransferEncoding = ContentEncoding.Base64,
            ContentId = identity.PictureId,
            ContentDisposition = new ContentDisposition(ContentDisposition.Inline) { FileName = PictureName },
        };

    private static TextPart CreateCalendarPart(string calendar)
    {
        var part = new TextPart("calendar")
        {
            ContentTransferEncoding = ContentEncoding.QuotedPrintable,
            ContentDisposition = new ContentDisposition(ContentDisposition.Attachment) { FileName = CalendarName },
        };
        part.SetText(Encoding.UTF8, calendar);
        part.ContentType.Parameters["method"] = Ical.Net.Calendar.Load(calendar)!.Method!;
        part.ContentType.Name = CalendarName;
        return part;
    }
}
