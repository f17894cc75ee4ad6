using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ActivitySync.Configuration;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using MimeKit.IO;

namespace ActivitySync.Mail.Transport;

/// <summary>
/// Sends mails by SMTP. Trusts the authorities in the system's certificate store or in <c>SSL_CERT_FILE</c>.
/// </summary>
internal sealed class SmtpTransport(AppSettings settings, TimeProvider clock) : IMailTransport
{
    /// <summary>For connecting, the TLS handshake and the login together; normally a few seconds.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Some servers scan a mail for minutes before they answer; after a timeout the outcome is unknown.
    /// </summary>
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromMinutes(3);

    private const int MaxAddressesReported = 4;

    private readonly SmtpSettings _smtp = settings.Mail.Smtp;

    public async Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    )
    {
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        using var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
        var progress = new HandOverProgress(MeasureBytes(mail, cancellationToken), beforeHandOver);
        return await ConverseAsync(mail, progress, reportStep, cancellationToken);
    }

    public Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken) =>
        ConverseAsync(null, new HandOverProgress(0, null), reportStep, cancellationToken);

    /// <summary>The bytes that are sent at least; a client may add some for lines that begin with a dot.</summary>
    private static long MeasureBytes(MimeMessage mail, CancellationToken cancellationToken)
    {
        var format = FormatOptions.Default.Clone();
        format.NewLineFormat = NewLineFormat.Dos;
        using var measuring = new MeasuringStream();
        mail.WriteTo(format, measuring, cancellationToken);
        return measuring.Length;
    }

    /// <param name="mail">Null to only connect and log in.</param>
    /// <param name="progress">Knows the moment before the message is complete.</param>
    /// <param name="reportStep">Gets a line for each step; may be null.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    private async Task<MailOutcome> ConverseAsync(
        MimeMessage? mail,
        HandOverProgress progress,
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
        try
        {
            using (var timeout = CreateTimeout(ConnectTimeout, cancellationToken))
            {
                if (reportStep is not null)
                {
                    await ResolveAsync(reportStep, timeout.Token);
                }

                client.LocalDomain = _smtp.HelloName ?? await HostName.FindFullNameAsync(clock, timeout.Token);
                var connection = await OpenConnectionAsync(_smtp.Host, _smtp.Port, timeout.Token);
                await client.ConnectAsync(connection, _smtp.Host, _smtp.Port, Security, timeout.Token);
                // BDAT would complete the message with its last bytes; DATA completes it with a dot of its own.
                client.Capabilities &= ~SmtpCapabilities.Chunking;
                reportStep?.Invoke(DescribeConnection(client));
                step = SmtpStep.Login;
                if (!string.IsNullOrEmpty(_smtp.Username))
                {
                    await client.AuthenticateAsync(_smtp.Username, _smtp.Password ?? string.Empty, timeout.Token);
                    reportStep?.Invoke($"Logged in as {_smtp.Username}.");
                }
            }

            if (mail is not null)
            {
                step = SmtpStep.Transfer;
                using var timeout = CreateTimeout(TransferTimeout, cancellationToken);
                var response = await client.SendAsync(mail, timeout.Token, progress);
                reportStep?.Invoke($"Sent. The server answered: \"{SmtpErrors.SanitizeResponse(response, _smtp)}\".");
            }
        }
        catch (Exception exception)
            when (!progress.HasFailed && exception is not (OutOfMemoryException or NullReferenceException))
        {
            return SmtpErrors.Classify(
                exception,
                new SmtpProgress(step, progress.IsHandedOver, client.Certificate, clock.GetUtcNow())
                {
                    GreetingName = client.GreetingName,
                    GreetingRefusal = client.GreetingRefusal,
                },
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
        var shown = addresses.Take(MaxAddressesReported).Select(address => address.ToString());
        reportStep($"{_smtp.Host} has the address {string.Join(", ", shown)}.");
    }

    private string DescribeConnection(ReportingSmtpClient client)
    {
        var security = client.IsSecure
            ? $"{client.SslProtocol}, {client.Certificate?.Summary}, trusted"
            : "not encrypted (Mail:Smtp:Security is 'none')";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Connected to {_smtp.Host}:{_smtp.Port}, {security}, greeted as {client.GreetingName}."
        );
    }

    /// <summary>Connects to the first of the host's addresses that answers.</summary>
    private static async Task<Stream> OpenConnectionAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new BoundedAnswerStream(new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private LinkedTimeout CreateTimeout(TimeSpan duration, CancellationToken cancellationToken) =>
        new(duration, clock, cancellationToken);

    /// <summary>Disconnects; a failure is ignored, since the mail was accepted.</summary>
    private async Task DisconnectAsync(ReportingSmtpClient client)
    {
        try
        {
            using var timeout = CreateTimeout(TimeSpan.FromSeconds(2), CancellationToken.None);
            await client.DisconnectAsync(quit: true, timeout.Token);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or MailKit.ProtocolException)
        {
            // The server's answer to the mail was received before.
        }
    }
}

/// <summary>
/// Knows when the bytes of a message are sent and only the final dot is missing. Without the dot a server drops the
/// message; from then on the outcome is unknown until the server answers.
/// </summary>
/// <param name="length">The bytes that are sent at least.</param>
/// <param name="beforeHandOver">Called once at that moment; if it throws, the dot is not sent.</param>
internal sealed class HandOverProgress(long length, Action? beforeHandOver) : ITransferProgress
{
    /// <summary>The final dot may have been sent.</summary>
    public bool IsHandedOver { get; private set; }

    /// <summary>The callback has thrown.</summary>
    public bool HasFailed { get; private set; }

    public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

    public void Report(long bytesTransferred)
    {
        if (IsHandedOver || bytesTransferred < length)
        {
            return;
        }

        HasFailed = true;
        beforeHandOver?.Invoke();
        (HasFailed, IsHandedOver) = (false, true);
    }
}

/// <summary>Combines a caller's cancellation with a timeout.</summary>
internal sealed class LinkedTimeout : IDisposable
{
    private readonly CancellationTokenSource _timeout;
    private readonly CancellationTokenSource _linked;

    public LinkedTimeout(TimeSpan duration, TimeProvider clock, CancellationToken cancellationToken)
    {
        _timeout = new CancellationTokenSource(duration, clock);
        _linked = CancellationTokenSource.CreateLinkedTokenSource(_timeout.Token, cancellationToken);
    }

    public CancellationToken Token => _linked.Token;

    public void Dispose()
    {
        _linked.Dispose();
        _timeout.Dispose();
    }
}
