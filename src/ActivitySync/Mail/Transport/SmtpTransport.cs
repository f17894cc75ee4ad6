using System.Globalization;
using System.Net;
using ActivitySync.Configuration;
using MailKit;
using MailKit.Security;
using MimeKit;

namespace ActivitySync.Mail.Transport;

/// <summary>Hands mails to an SMTP server; whom to trust is the system's certificate store (or <c>SSL_CERT_FILE</c>).</summary>
internal sealed class SmtpTransport(AppSettings settings, TimeProvider clock) : IMailTransport
{
    /// <summary>Connecting, the TLS handshake and the login: each takes a second where all is well.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Servers look into a mail before they answer, some for minutes; to hang up on them makes the outcome unknown.</summary>
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromMinutes(3);

    private const int MaxAddressesReported = 4;

    private readonly SmtpSettings _smtp = settings.Mail.Smtp;

    public async Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        CancellationToken cancellationToken
    )
    {
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        using var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
        return await ConverseAsync(mail, reportStep, cancellationToken);
    }

    public Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken) =>
        ConverseAsync(null, reportStep, cancellationToken);

    /// <param name="mail">Null: connects, logs in and leaves.</param>
    /// <param name="reportStep">Hears each step.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    private async Task<MailOutcome> ConverseAsync(
        MimeMessage? mail,
        Action<string>? reportStep,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(_smtp.Host))
        {
            return new MailOutcome(MailResult.ActionNeeded, settings.Mail.TransportError);
        }

        using var client = new ReportingSmtpClient(reportStep);
        var step = SmtpStep.Connect;
        var handOver = new MessageTransferProgress();
        try
        {
            using (var limit = CreateTimeout(ConnectTimeout, cancellationToken))
            {
                if (reportStep is not null)
                {
                    await ResolveAsync(reportStep, limit.Token);
                }

                await client.ConnectAsync(_smtp.Host, _smtp.Port, Security, limit.Token);
                reportStep?.Invoke(DescribeConnection(client));
                step = SmtpStep.Login;
                if (!string.IsNullOrEmpty(_smtp.Username))
                {
                    await client.AuthenticateAsync(_smtp.Username, _smtp.Password ?? string.Empty, limit.Token);
                    reportStep?.Invoke($"Logged in as {_smtp.Username}.");
                }
            }

            if (mail is not null)
            {
                step = SmtpStep.Transfer;
                using var limit = CreateTimeout(TransferTimeout, cancellationToken);
                var said = await client.SendAsync(mail, limit.Token, handOver);
                reportStep?.Invoke($"Handed over; the server says \"{SmtpErrors.SanitizeResponse(said, _smtp)}\".");
            }
        }
        catch (Exception exception) when (exception is not (OutOfMemoryException or NullReferenceException))
        {
            return SmtpErrors.Classify(
                exception,
                new SmtpProgress(step, handOver.HasStarted, client.Certificate, clock.GetUtcNow()),
                _smtp
            );
        }

        await DisconnectAsync(client);
        return MailOutcome.Accepted;
    }

    private SecureSocketOptions Security =>
        _smtp.Security switch
        {
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };

    private async Task ResolveAsync(Action<string> reportStep, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(_smtp.Host, out _))
        {
            return;
        }

        var addresses = await Dns.GetHostAddressesAsync(_smtp.Host!, cancellationToken);
        reportStep(
            $"{_smtp.Host} is at {string.Join(", ", addresses.Take(MaxAddressesReported).Select(address => address.ToString()))}."
        );
    }

    private string DescribeConnection(ReportingSmtpClient client) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Connected to {_smtp.Host}:{_smtp.Port}, {(client.IsSecure ? $"{client.SslProtocol}, {client.Certificate?.Summary}, trusted" : "not encrypted (Mail:Smtp:Security is 'none')")}."
        );

    private LinkedTimeout CreateTimeout(TimeSpan limit, CancellationToken cancellationToken) =>
        new(limit, clock, cancellationToken);

    /// <summary>The mail is taken; how the farewell goes changes nothing.</summary>
    private async Task DisconnectAsync(ReportingSmtpClient client)
    {
        try
        {
            using var limit = CreateTimeout(TimeSpan.FromSeconds(2), CancellationToken.None);
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or MailKit.ProtocolException)
        {
            // Nothing to do: the answer to the mail was the last that counts.
        }
    }
}

/// <summary>Notices the first byte of a message on the wire: from then on only the server's answer says what became of it.</summary>
internal sealed class MessageTransferProgress : ITransferProgress
{
    public bool HasStarted { get; private set; }

    public void Report(long bytesTransferred, long totalSize) => HasStarted = true;

    public void Report(long bytesTransferred) => HasStarted = true;
}

/// <summary>A caller's cancellation and a time limit as one token.</summary>
internal sealed class LinkedTimeout : IDisposable
{
    private readonly CancellationTokenSource _limit;
    private readonly CancellationTokenSource _both;

    public LinkedTimeout(TimeSpan limit, TimeProvider clock, CancellationToken cancellationToken)
    {
        _limit = new CancellationTokenSource(limit, clock);
        _both = CancellationTokenSource.CreateLinkedTokenSource(_limit.Token, cancellationToken);
    }

    public CancellationToken Token => _both.Token;

    public void Dispose()
    {
        _both.Dispose();
        _limit.Dispose();
    }
}
