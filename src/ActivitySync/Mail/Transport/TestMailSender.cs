using System.Globalization;
using ActivitySync.Configuration;
using MimeKit;
using MimeKit.Utils;

namespace ActivitySync.Mail.Transport;

/// <summary>Sends a test mail through the configured transport and reports each step. It isn't stored.</summary>
internal sealed class TestMailSender(AppSettings settings, TimeProvider clock, IMailTransport transport)
{
    /// <exception cref="OperationException">The sender's or the athlete's address is missing or invalid.</exception>
    public async Task<MailOutcome> SendAsync(
        AthleteSettings athlete,
        Action<string> reportStep,
        CancellationToken cancellationToken
    )
    {
        if (!MailboxAddress.TryParse(settings.Mail.From, out var from))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                "Mail:From: no sender address is set. Use an address that the mail server lets you send from."
            );
        }

        if (!MailboxAddress.TryParse(athlete.Email, out var to))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Athletes: {athlete.Name}: Email is not an email address. Use an address like name@example.org."
            );
        }

        if (settings.Mail.TransportError is { } message)
        {
            throw new OperationException(ErrorKind.InvalidInput, message);
        }

        var now = clock.GetUtcNow();
        using var mail = new MimeMessage
        {
            Subject = "ActivitySync: a test email",
            Date = TimeZoneInfo.ConvertTime(now, athlete.TimeZone),
        };
        mail.From.Add(from);
        mail.To.Add(to);
        mail.MessageId = MimeUtils.GenerateMessageId(from.Domain);
        mail.Headers.Add("Auto-Submitted", "auto-generated");
        mail.Body = new TextPart("plain")
        {
            Text = string.Create(
                CultureInfo.InvariantCulture,
                $"This email was sent by 'activitysync mail test'.\n"
                    + $"If you can read it, your digests will arrive: "
                    + $"{athlete.Digest.Day}s at {athlete.Digest.Time:HH:mm} ({athlete.TimeZone.Id}).\n"
            ),
        };
        using var bytes = new MemoryStream();
        await mail.WriteToAsync(bytes, cancellationToken);
        reportStep($"From {from.Address} to {to.Address}.");
        if (
            settings.Mail.PickupDirectory is null or ""
            && MailProvider.FindByHost(settings.Mail.Smtp.Host) is { } provider
        )
        {
            reportStep($"The provider is {provider.Name}. docs/mail-server.md describes what it requires.");
        }

        return await transport.SendAsync(bytes.ToArray(), reportStep, beforeHandOver: null, cancellationToken);
    }
}
