using System.Globalization;
using ActivitySync.Configuration;
using MimeKit;
using MimeKit.Utils;

namespace ActivitySync.Mail.Transport;

/// <summary>One mail through the real transport, each step told. It is no digest and has no row.</summary>
internal sealed class TestMailSender(AppSettings settings, TimeProvider clock, IMailTransport transport)
{
    /// <exception cref="OperationException">The sender or the runner's address is missing or none.</exception>
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
                "Mail:From: no sender's address is set; set one that the mail server lets you send from."
            );
        }

        if (!MailboxAddress.TryParse(athlete.Email, out var to))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Athletes: the Email of {athlete.Name} is no address; write it like name@example.org."
            );
        }

        if (settings.Mail.TransportError is { } line)
        {
            throw new OperationException(ErrorKind.InvalidInput, line);
        }

        var now = clock.GetUtcNow();
        using var mail = new MimeMessage
        {
            Subject = "ActivitySync: a test mail",
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
                $"This mail was asked for with 'activitysync mail test'.\nIf you can read it, your digests will arrive: {athlete.Digest.Day}s at {athlete.Digest.Time:HH:mm} ({athlete.TimeZone.Id}).\n"
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
            reportStep($"This is {provider.Name}: see docs/mail-server.md for what it wants.");
        }

        return await transport.SendAsync(bytes.ToArray(), reportStep, cancellationToken);
    }
}
