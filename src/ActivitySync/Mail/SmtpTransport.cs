using System.Globalization;
using System.Net;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using MailKit.Security;
using MimeKit;

namespace ActivitySync.Mail;

/// <summary>Hands mails to an SMTP server; whom to trust is the system's certificate store (or <c>SSL_CERT_FILE</c>).</summary>
internal sealed class SmtpTransport(AppSettings settings, TimeProvider clock) : IMailTransport
{
    /// <summary>Connecting, the TLS handshake and the login: each takes a second where all is well.</summary>
    private static readonly TimeSpan DoorLimit = TimeSpan.FromSeconds(30);

    /// <summary>Servers look into a mail before they answer, some for minutes; to hang up on them makes the outcome unknown.</summary>
    private static readonly TimeSpan HandOverLimit = TimeSpan.FromMinutes(3);

    private const int MostAddressesTold = 4;

    private readonly SmtpSettings _smtp = settings.Mail.Smtp;

    public async Task<MailOutcome> SendAsync(ReadOnlyMemory<byte> message, Action<string>? tell, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        using var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
        return await TalkAsync(mail, tell, cancellationToken);
    }

    public Task<MailOutcome> TryAsync(Action<string> tell, CancellationToken cancellationToken) => TalkAsync(null, tell, cancellationToken);

    /// <param name="mail">Null: connects, logs in and leaves.</param>
    /// <param name="tell">Hears each step.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    private async Task<MailOutcome> TalkAsync(MimeMessage? mail, Action<string>? tell, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(_smtp.Host)) return new MailOutcome(MailResult.ActionNeeded, settings.Mail.NoWay);
        using var client = new StepwiseSmtpClient(tell);
        var step = SmtpStep.Connect;
        var handOver = new HandOver();
        try
        {
            using (var limit = Limit(DoorLimit, cancellationToken))
            {
                if (tell is not null) await ResolveAsync(tell, limit.Token);
                await client.ConnectAsync(_smtp.Host, _smtp.Port, Security, limit.Token);
                tell?.Invoke(Connected(client));
                step = SmtpStep.Login;
                if (!string.IsNullOrEmpty(_smtp.Username))
                {
                    await client.AuthenticateAsync(_smtp.Username, _smtp.Password ?? string.Empty, limit.Token);
                    tell?.Invoke($"Logged in as {_smtp.Username}.");
                }
            }

            if (mail is not null)
            {
                step = SmtpStep.HandOver;
                using var limit = Limit(HandOverLimit, cancellationToken);
                var said = await client.SendAsync(mail, limit.Token, handOver);
                tell?.Invoke($"Handed over; the server says \"{SmtpTrouble.Quoted(said, _smtp)}\".");
            }
        }
        catch (Exception trouble) when (trouble is not (OutOfMemoryException or NullReferenceException))
        {
            return SmtpTrouble.Outcome(trouble, new SmtpMoment(step, handOver.Begun, client.Certificate, clock.GetUtcNow()), _smtp);
        }

        await PartAsync(client);
        return MailOutcome.Accepted;
    }

    private SecureSocketOptions Security => _smtp.Security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        _ => SecureSocketOptions.None,
    };

    private async Task ResolveAsync(Action<string> tell, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(_smtp.Host, out _)) return;
        var addresses = await Dns.GetHostAddressesAsync(_smtp.Host!, cancellationToken);
        tell($"{_smtp.Host} is at {string.Join(", ", addresses.Take(MostAddressesTold).Select(address => address.ToString()))}.");
    }

    private string Connected(StepwiseSmtpClient client) => string.Create(
        CultureInfo.InvariantCulture,
        $"Connected to {_smtp.Host}:{_smtp.Port}, {(client.IsSecure ? $"{client.SslProtocol}, {client.Certificate?.Facts}, trusted" : "not encrypted (Mail:Smtp:Security is 'none')")}.");

    private LinkedLimit Limit(TimeSpan limit, CancellationToken cancellationToken) => new(limit, clock, cancellationToken);

    /// <summary>The mail is taken; how the farewell goes changes nothing.</summary>
    private async Task PartAsync(StepwiseSmtpClient client)
    {
        try
        {
            using var limit = Limit(TimeSpan.FromSeconds(2), CancellationToken.None);
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception trouble) when (trouble is IOException or OperationCanceledException or MailKit.ProtocolException)
        {
            // Nothing to do: the answer to the mail was the last that counts.
        }
    }
}
