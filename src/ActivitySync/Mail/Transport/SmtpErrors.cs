using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ActivitySync.Configuration;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ActivitySync.Mail.Transport;

/// <summary>Tells what a failed attempt means: whether a later one can help, and the line that names the setting to look at.</summary>
internal static class SmtpErrors
{
    private const int FirstPermanentStatus = 500;
    private const int ImplicitTlsPort = 465;
    private const int SubmissionPort = 587;
    private const int RelayPort = 25;
    private const string DefaultLoginHint = "Many providers want an app password here instead of the account's own.";

    /// <summary>Server texts are outside text: shortened to a line, without what could steer a terminal.</summary>
    private const int MaxQuoteLength = 160;

    public static MailOutcome Classify(Exception exception, SmtpProgress progress, SmtpSettings smtp)
    {
        var step = progress.Step;
        var where = string.Create(CultureInfo.InvariantCulture, $"{smtp.Host}:{smtp.Port}");
        return exception switch
        {
            MailKit.ServiceNotAuthenticatedException => CreateActionNeeded(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} wants a login first; set both."
            ),
            SmtpCommandException answer => ClassifyResponse(answer, step, smtp, where),
            AuthenticationException { InnerException: SmtpCommandException answer }
                when (int)answer.StatusCode < FirstPermanentStatus => ClassifyResponse(answer, step, smtp, where),
            AuthenticationException refused => CreateActionNeeded(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} refused the login of '{smtp.Username}'{FormatQuote(refused.Message, smtp)}; check both. {MailProvider.FindByHost(smtp.Host)?.LoginHint ?? DefaultLoginHint}"
            ),
            SslHandshakeException when progress.Certificate is { Errors: not SslPolicyErrors.None } shown =>
                CreateActionNeeded($"Mail:Smtp:Host: {where} cannot be trusted: {shown.GetProblem(progress.Now)}"),
            SslHandshakeException => CreateActionNeeded(
                $"Mail:Smtp:Security, Mail:Smtp:Port: no TLS could be agreed with {where}; {GetPortHint(smtp)}"
            ),
            NotSupportedException when step == SmtpStep.Connect => CreateActionNeeded(
                $"Mail:Smtp:Security: {where} offers no STARTTLS, and nothing is sent unencrypted unless asked; use 'tls' with port 465, or 'none' on a machine of your own."
            ),
            NotSupportedException when step == SmtpStep.Login => CreateActionNeeded(
                $"Mail:Smtp:Username: {where} offers no login on this connection; check Mail:Smtp:Security and Mail:Smtp:Port, or leave Mail:Smtp:Username and Mail:Smtp:Password out."
            ),
            _ when progress.IsMessageOnTheWire => new MailOutcome(
                MailResult.Unknown,
                $"Mail:Smtp:Host: {where} took the message and never answered; it may have arrived."
            ),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => CreateTransient(
                $"Mail:Smtp:Host: the name '{smtp.Host}' is not known; check its spelling and this machine's network."
            ),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => CreateTransient(
                $"Mail:Smtp:Port: nobody listens at {where}; check Mail:Smtp:Host and Mail:Smtp:Port, or wait until the mail server is up."
            ),
            SocketException socket => CreateTransient(
                $"Mail:Smtp:Host: {where} cannot be reached ({socket.SocketErrorCode}); check the network."
            ),
            OperationCanceledException or TimeoutException => CreateTransient(
                $"Mail:Smtp:Host: {where} did not answer in time; check Mail:Smtp:Port and Mail:Smtp:Security: {GetPortHint(smtp)}"
            ),
            InvalidOperationException and not MailKit.ServiceNotConnectedException => new MailOutcome(
                MailResult.Permanent,
                "the mail names no sender or no recipient; check Mail:From and Athletes:Email."
            ),
            _ => CreateTransient(
                $"Mail:Smtp:Host: the conversation with {where} broke off; check Mail:Smtp:Port and Mail:Smtp:Security."
            ),
        };
    }

    private static MailOutcome ClassifyResponse(
        SmtpCommandException answer,
        SmtpStep step,
        SmtpSettings smtp,
        string where
    )
    {
        var status = (int)answer.StatusCode;
        var said = string.Create(CultureInfo.InvariantCulture, $"{status}{FormatQuote(answer.Message, smtp)}");
        if (status < FirstPermanentStatus)
        {
            return CreateTransient($"Mail:Smtp:Host: {where} does not take mail at the moment ({said}).");
        }

        return (answer.ErrorCode, step) switch
        {
            (_, SmtpStep.Login) => CreateActionNeeded(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} refused the login of '{smtp.Username}' ({said}). {MailProvider.FindByHost(smtp.Host)?.LoginHint ?? DefaultLoginHint}"
            ),
            (_, SmtpStep.Connect) => CreateActionNeeded(
                $"Mail:Smtp:Host: {where} does not serve this machine ({said}); ask its operator, or use another server."
            ),
            (SmtpErrorCode.SenderNotAccepted, _) => CreatePermanent(
                $"Mail:From: {where} refused the sender ({said}); use an address that '{smtp.Username ?? "this machine"}' may send from: most providers take the login's own address alone."
            ),
            (SmtpErrorCode.RecipientNotAccepted, _) => CreatePermanent(
                $"Athletes:Email: {where} refused the recipient ({said}); check the address."
            ),
            _ => CreatePermanent($"Mail:Smtp:Host: {where} refused the mail ({said})."),
        };
    }

    private static MailOutcome CreateTransient(string line) => new(MailResult.Transient, line);

    private static MailOutcome CreateActionNeeded(string line) => new(MailResult.ActionNeeded, line);

    private static MailOutcome CreatePermanent(string line) => new(MailResult.Permanent, line);

    /// <summary>What a server said, as one short line without secrets: some repeat what they were told.</summary>
    public static string SanitizeResponse(string said, SmtpSettings smtp)
    {
        var line = string.Concat(said.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        foreach (var secret in GetSecretForms(smtp))
        {
            line = line.Replace(secret, "…", StringComparison.Ordinal);
        }

        return TerminalText.Sanitize(line, MaxQuoteLength);
    }

    private static string FormatQuote(string said, SmtpSettings smtp) =>
        SanitizeResponse(said, smtp) is { Length: > 0 } line ? $": {line}" : string.Empty;

    /// <summary>The password as it stands, and as the two common logins send it.</summary>
    private static IEnumerable<string> GetSecretForms(SmtpSettings smtp)
    {
        if (string.IsNullOrEmpty(smtp.Password))
        {
            return [];
        }

        return [smtp.Password, Base64(smtp.Password), Base64($"\0{smtp.Username}\0{smtp.Password}")];
        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The two settings that are most often mixed up.</summary>
    private static string GetPortHint(SmtpSettings smtp) =>
        (smtp.Port, smtp.Security) switch
        {
            (ImplicitTlsPort, not SmtpSecurity.Tls) => "port 465 wants Mail:Smtp:Security 'tls'.",
            (SubmissionPort, SmtpSecurity.Tls) => "port 587 wants Mail:Smtp:Security 'starttls'.",
            (RelayPort, _) =>
                "port 25 is for servers among themselves, and many networks block it; use 587 with 'starttls' or 465 with 'tls'.",
            _ => "'tls' goes with port 465, 'starttls' with port 587.",
        };
}

/// <summary>Where a conversation with a mail server stood when it broke off.</summary>
/// <param name="Step">How far it came.</param>
/// <param name="IsMessageOnTheWire">The message's first byte is out: only the server's answer says what became of it.</param>
/// <param name="Certificate">What the server showed; null before the handshake.</param>
/// <param name="Now">The instant, to hold the certificate against.</param>
internal sealed record SmtpProgress(
    SmtpStep Step,
    bool IsMessageOnTheWire,
    ServerCertificate? Certificate,
    DateTimeOffset Now
);

/// <summary>How far the conversation with a mail server came.</summary>
internal enum SmtpStep
{
    Connect,
    Login,
    Transfer,
}
