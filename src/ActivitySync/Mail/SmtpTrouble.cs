using System.Globalization;
using System.Net.Sockets;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ActivitySync.Mail;

/// <summary>Tells what a failed attempt means: whether a later one can help, and the line that names the setting to look at.</summary>
internal static class SmtpTrouble
{
    private const int FirstPermanentStatus = 500;

    /// <summary>Server texts are outside text: shortened to a line, without what could steer a terminal.</summary>
    private const int LongestQuote = 160;

    public static MailOutcome Outcome(Exception trouble, SmtpStep step, bool messageOnTheWire, SmtpSettings smtp)
    {
        var where = string.Create(CultureInfo.InvariantCulture, $"{smtp.Host}:{smtp.Port}");
        return trouble switch
        {
            MailKit.ServiceNotAuthenticatedException => Act($"Mail:Smtp:Username, Mail:Smtp:Password: {where} wants a login first; set both."),
            SmtpCommandException answer => Answered(answer, step, smtp, where),
            AuthenticationException refused => Act(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} refused the login of '{smtp.Username}'{Quote(refused.Message)}; check both. Many providers want an app password here instead of the account's own."),
            SslHandshakeException { ServerCertificate: not null } => Act(
                $"Mail:Smtp:Host: {where} shows a certificate that is not trusted for this name; use the name in the certificate, or add its authority to the system's store (or name its file in SSL_CERT_FILE)."),
            SslHandshakeException => Act(
                $"Mail:Smtp:Security, Mail:Smtp:Port: no TLS could be agreed with {where}; 'tls' goes with port 465, 'starttls' with port 587."),
            NotSupportedException when step == SmtpStep.Connect => Act(
                $"Mail:Smtp:Security: {where} offers no STARTTLS, and nothing is sent unencrypted unless asked; use 'tls' with port 465, or 'none' on a machine of your own."),
            NotSupportedException when step == SmtpStep.Login => Act(
                $"Mail:Smtp:Username: {where} offers no login on this connection; check Mail:Smtp:Security and Mail:Smtp:Port, or leave Mail:Smtp:Username and Mail:Smtp:Password out."),
            _ when messageOnTheWire => new MailOutcome(
                MailResult.Unknown, $"Mail:Smtp:Host: {where} took the message and never answered; it may have arrived."),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => Later(
                $"Mail:Smtp:Host: the name '{smtp.Host}' is not known; check its spelling and this machine's network."),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Later(
                $"Mail:Smtp:Port: nobody listens at {where}; check Mail:Smtp:Host and Mail:Smtp:Port, or wait until the mail server is up."),
            SocketException socket => Later($"Mail:Smtp:Host: {where} cannot be reached ({socket.SocketErrorCode}); check the network."),
            OperationCanceledException or TimeoutException => Later(
                $"Mail:Smtp:Host: {where} did not answer in time; check Mail:Smtp:Port and Mail:Smtp:Security ('tls' goes with port 465, 'starttls' with port 587)."),
            InvalidOperationException and not MailKit.ServiceNotConnectedException => new MailOutcome(MailResult.Permanent, "the mail names no sender or no recipient; check Mail:From and Athletes:Email."),
            _ => Later($"Mail:Smtp:Host: the conversation with {where} broke off; check Mail:Smtp:Port and Mail:Smtp:Security."),
        };
    }

    private static MailOutcome Answered(SmtpCommandException answer, SmtpStep step, SmtpSettings smtp, string where)
    {
        var status = (int)answer.StatusCode;
        var said = string.Create(CultureInfo.InvariantCulture, $"{status}{Quote(answer.Message)}");
        if (status < FirstPermanentStatus) return Later($"Mail:Smtp:Host: {where} does not take mail at the moment ({said}).");
        return (answer.ErrorCode, step) switch
        {
            (_, SmtpStep.Connect or SmtpStep.Login) => Act(
                $"Mail:Smtp:Host: {where} does not serve this machine ({said}); ask its operator, or use another server."),
            (SmtpErrorCode.SenderNotAccepted, _) => Refused(
                $"Mail:From: {where} refused the sender ({said}); use an address that '{smtp.Username ?? "this machine"}' may send from."),
            (SmtpErrorCode.RecipientNotAccepted, _) => Refused($"Athletes:Email: {where} refused the recipient ({said}); check the address."),
            _ => Refused($"Mail:Smtp:Host: {where} refused the mail ({said})."),
        };
    }

    private static MailOutcome Later(string line) => new(MailResult.Transient, line);

    private static MailOutcome Act(string line) => new(MailResult.ActionNeeded, line);

    private static MailOutcome Refused(string line) => new(MailResult.Permanent, line);

    private static string Quote(string said)
    {
        var line = string.Concat(said.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length switch
        {
            0 => string.Empty,
            <= LongestQuote => $": {line}",
            _ => $": {line[..LongestQuote]}…",
        };
    }
}
