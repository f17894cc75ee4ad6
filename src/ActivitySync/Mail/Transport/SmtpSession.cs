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
/// Sends mails one after the other over a connection that it opens for the first and keeps for the next ones. Used by
/// one caller at a time.
/// </summary>
/// <remarks>
/// A connection on which anything failed is never used again. If a kept one turns out to be closed before the server
/// has accepted any command of a mail, the mail is tried at once on a new connection: nothing of it was sent.
/// </remarks>
/// <param name="settings">The settings.</param>
/// <param name="clock">Measures timeouts and how long a connection has been idle.</param>
/// <param name="reportStep">Gets a line for each step, without secrets; may be null.</param>
internal sealed class SmtpSession(AppSettings settings, TimeProvider clock, Action<string>? reportStep) : IMailSession
{
    /// <summary>Many servers close a connection after this many mails.</summary>
    private const int MaxMailsPerConnection = 100;

    private const int MaxAddressesReported = 4;

    /// <summary>For connecting, the TLS handshake and the login together; normally a few seconds.</summary>
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Some servers scan a mail for minutes before they answer; after a timeout the outcome is unknown.
    /// </summary>
    private static readonly TimeSpan TransferTimeout = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan DisconnectTimeout = TimeSpan.FromSeconds(2);

    private readonly SmtpSettings _smtp = settings.Mail.Smtp;
    private ReportingSmtpClient? _client;
    private int _mailsSent;
    private long _idleSince;

    public bool IsOpen => _client is not null;

    public async Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    )
    {
        using var stream = new MemoryStream(message.ToArray(), writable: false);
        using var mail = await MimeMessage.LoadAsync(stream, cancellationToken);
        var progress = new HandOverProgress(MeasureBytes(mail, cancellationToken), beforeHandOver);
        return await ConverseAsync(mail, progress, cancellationToken);
    }

    /// <summary>Connects and logs in, without a mail.</summary>
    public Task<MailOutcome> TestAsync(CancellationToken cancellationToken) =>
        ConverseAsync(null, new HandOverProgress(0, null), cancellationToken);

    public async Task CloseAsync()
    {
        if (_client is not { } client)
        {
            return;
        }

        _client = null;
        using (client)
        {
            await DisconnectAsync(client);
        }
    }

    public ValueTask DisposeAsync() => new(CloseAsync());

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
    /// <param name="cancellationToken">Cancels the attempt.</param>
    private async Task<MailOutcome> ConverseAsync(
        MimeMessage? mail,
        HandOverProgress progress,
        CancellationToken cancellationToken
    )
    {
        if (string.IsNullOrEmpty(_smtp.Host))
        {
            return new MailOutcome(MailResult.ActionNeeded, settings.Mail.TransportError);
        }

        if (_mailsSent >= MaxMailsPerConnection || clock.GetElapsedTime(_idleSince) >= IMailSession.IdleLimit)
        {
            await CloseAsync();
        }

        return (
            _client is null ? null : await TryOnceAsync(_smtp.Host, mail, progress, isKept: true, cancellationToken)
        ) ?? (await TryOnceAsync(_smtp.Host, mail, progress, isKept: false, cancellationToken))!;
    }

    /// <returns>Null if a kept connection was closed before any command of the mail was accepted.</returns>
    private async Task<MailOutcome?> TryOnceAsync(
        string host,
        MimeMessage? mail,
        HandOverProgress progress,
        bool isKept,
        CancellationToken cancellationToken
    )
    {
        var client = _client ?? new ReportingSmtpClient(reportStep);
        _client = null; // until the mail is accepted
        var step = isKept ? SmtpStep.Transfer : SmtpStep.Connect;
        try
        {
            if (!isKept)
            {
                using var timeout = CreateTimeout(ConnectTimeout, cancellationToken);
                await ConnectAsync(client, host, timeout.Token);
                step = SmtpStep.Login;
                await LogInAsync(client, timeout.Token);
                _mailsSent = 0;
            }

            if (mail is not null)
            {
                step = SmtpStep.Transfer;
                using var timeout = CreateTimeout(TransferTimeout, cancellationToken);
                client.BeginMail();
                var response = await client.SendAsync(mail, timeout.Token, progress);
                reportStep?.Invoke($"Sent. The server answered: \"{SmtpErrors.SanitizeResponse(response, _smtp)}\".");
                _mailsSent++;
            }
        }
        catch (Exception exception)
            when (!progress.HasFailed && exception is not (OutOfMemoryException or NullReferenceException))
        {
            using (client)
            {
                return isKept && !client.HasAcceptedSender && IsClosed(exception)
                    ? null
                    : SmtpErrors.Classify(
                        exception,
                        new SmtpProgress(step, progress.IsHandedOver, client.Certificate, clock.GetUtcNow())
                        {
                            GreetingName = client.GreetingName,
                            GreetingRefusal = client.GreetingRefusal,
                        },
                        _smtp
                    );
            }
        }
        catch
        {
            client.Dispose();
            throw;
        }

        (_client, _idleSince) = (client, clock.GetTimestamp());
        return MailOutcome.Accepted;
    }

    /// <summary>Whether the server has closed the connection, or says that it does (421).</summary>
    private static bool IsClosed(Exception exception) =>
        exception
            is SmtpCommandException { StatusCode: SmtpStatusCode.ServiceNotAvailable }
                or SmtpProtocolException
                or ServiceNotConnectedException
                or SocketException
                or (IOException and not EndlessAnswerException);

    private async Task ConnectAsync(ReportingSmtpClient client, string host, CancellationToken cancellationToken)
    {
        if (reportStep is not null)
        {
            await ResolveAsync(reportStep, host, cancellationToken);
        }

        client.LocalDomain = _smtp.HelloName ?? await HostName.FindFullNameAsync(clock, cancellationToken);
        var connection = await OpenConnectionAsync(host, _smtp.Port, cancellationToken);
        client.Connection = connection;
        await client.ConnectAsync(connection, host, _smtp.Port, Security, cancellationToken);
        // BDAT would complete the message with its last bytes; DATA completes it with a dot of its own.
        client.Capabilities &= ~SmtpCapabilities.Chunking;
        reportStep?.Invoke(DescribeConnection(client));
    }

    private async Task LogInAsync(ReportingSmtpClient client, CancellationToken cancellationToken)
    {
        if (!string.IsNullOrEmpty(_smtp.Username))
        {
            await client.AuthenticateAsync(_smtp.Username, _smtp.Password ?? string.Empty, cancellationToken);
            reportStep?.Invoke($"Logged in as {_smtp.Username}.");
        }
    }

    private SecureSocketOptions Security =>
        _smtp.Security switch
        {
            SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
            SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
            _ => SecureSocketOptions.None,
        };

    private static async Task ResolveAsync(Action<string> report, string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out _))
        {
            return;
        }

        var addresses = await Dns.GetHostAddressesAsync(host, cancellationToken);
        var shown = addresses.Take(MaxAddressesReported).Select(address => address.ToString());
        report($"{host} has the address {string.Join(", ", shown)}.");
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

    /// <summary>
    /// Connects to the first of the host's addresses that answers. Without Nagle's algorithm, which the library's own
    /// sockets have: it would delay the final dot of a mail by up to 40 ms.
    /// </summary>
    private static async Task<BoundedAnswerStream> OpenConnectionAsync(
        string host,
        int port,
        CancellationToken cancellationToken
    )
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

    /// <summary>Disconnects; a failure is ignored, since all mails were accepted.</summary>
    private async Task DisconnectAsync(ReportingSmtpClient client)
    {
        try
        {
            using var timeout = CreateTimeout(DisconnectTimeout, CancellationToken.None);
            await client.DisconnectAsync(quit: true, timeout.Token);
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or MailKit.ProtocolException)
        {
            // The server's answers to the mails were received before.
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
