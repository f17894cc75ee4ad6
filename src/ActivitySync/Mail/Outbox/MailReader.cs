using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Digest.Content;
using ActivitySync.Digest.Rendering;
using MimeKit;

namespace ActivitySync.Mail.Outbox;

/// <summary>
/// Reads a mail again for its athlete. Once its bytes are gone, it is rendered again from the data as they are now, for
/// the day on which it was written. Nothing is stored or sent.
/// </summary>
internal sealed class MailReader(
    Database database,
    TimeProvider clock,
    IMailWriter writer,
    UnsubscribeLinks unsubscribeLinks
)
{
    /// <summary>A larger message was not written by this program.</summary>
    private const int MaxBytes = 8 * 1024 * 1024;

    /// <summary>The kinds of picture that are shown. None of them can contain a script.</summary>
    private static readonly string[] PictureTypes = ["image/png", "image/jpeg", "image/gif"];

    /// <summary>Reads a mail; null if it was never written, or can't be rendered again.</summary>
    public ReadableMail? Read(AthleteSettings athlete, MailRow row)
    {
        byte[]? stored;
        using (var connection = database.Open())
        {
            stored = MailRepository.FindUnexpiredMessage(connection, row.Id, clock.GetUtcNow());
        }

        return Parse(stored) ?? RenderAgain(athlete, row);
    }

    /// <summary>Renders a digest that isn't due yet, as it would be now; null if none would be sent.</summary>
    public ReadableMail? Preview(AthleteSettings athlete, DigestSlot slot)
    {
        var now = clock.GetUtcNow();
        return Render(
            new MailRequest(
                athlete,
                MailKind.Digest,
                slot.Period,
                slot.Date,
                athlete.GetDate(now),
                now,
                KnownUntil: null
            )
        );
    }

    private ReadableMail? RenderAgain(AthleteSettings athlete, MailRow row)
    {
        if (
            row.Kind == MailKind.Alert
            || row.State is not (MailState.Sent or MailState.Unknown or MailState.Failed)
            || (row.WrittenAt ?? (row.State == MailState.Failed ? null : row.ChangedAt)) is not { } writtenAt
        )
        {
            return null;
        }

        return Render(
            new MailRequest(
                athlete,
                row.Kind,
                row.Period,
                MailPreparer.GetWeekEnd(athlete, row),
                athlete.GetDate(writtenAt),
                writtenAt,
                KnownUntil: null
            )
            {
                RacePeriodOfOriginal = row.IncludedRacePeriod,
            }
        );
    }

    private ReadableMail? Render(MailRequest request)
    {
        var mail = writer.Write(request with { UnsubscribePage = unsubscribeLinks.Create(request.Athlete) });
        return mail is null || Parse(mail.Message) is not { } read ? null : read with { IsRenderedAgain = true };
    }

    /// <summary>Parses a message; null if there is none, or it can't be read.</summary>
    private static ReadableMail? Parse(byte[]? bytes)
    {
        if (bytes is null or { Length: 0 or > MaxBytes })
        {
            return null;
        }

        try
        {
            using var stream = new MemoryStream(bytes, writable: false);
            using var message = MimeMessage.Load(stream);
            return new ReadableMail(message.Subject ?? "", message.TextBody ?? "", EmbedPictures(message));
        }
        catch (Exception exception) when (exception is FormatException or IOException or ArgumentException)
        {
            return null; // a damaged row costs only its bytes
        }
    }

    /// <summary>Replaces the addresses of the message's pictures by the pictures, so that nothing is loaded.</summary>
    private static string EmbedPictures(MimeMessage message)
    {
        var html = message.HtmlBody ?? "";
        foreach (var picture in message.BodyParts.OfType<MimePart>())
        {
            if (
                picture is not { ContentId.Length: > 0, Content: { } content }
                || !PictureTypes.Contains(picture.ContentType.MimeType, StringComparer.OrdinalIgnoreCase)
            )
            {
                continue;
            }

            using var decoded = new MemoryStream();
            content.DecodeTo(decoded);
            html = html.Replace(
                $"cid:{picture.ContentId}",
                $"data:{picture.ContentType.MimeType};base64,{Convert.ToBase64String(decoded.ToArray())}",
                StringComparison.Ordinal
            );
        }

        return html;
    }
}

/// <summary>A mail as it is read again. Its texts may contain titles and names from outside.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Text">The text part.</param>
/// <param name="Html">
/// The HTML part with its pictures inside; empty without one. It must not run or load anything.
/// </param>
internal sealed record ReadableMail(string Subject, string Text, string Html)
{
    /// <summary>It was rendered now, from the data as they are now.</summary>
    public bool IsRenderedAgain { get; init; }
}
