using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ActivitySync.Outbox;
using ActivitySync.Settings;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ActivitySync.Mail;

/// <summary>Tells what a failed attempt means: whether a later one can help, and the line that names the setting to look at.</summary>
internal static class SmtpTrouble
{
    private const int FirstPermanentStatus = 500;
    private const int ImplicitTlsPort = 465;
    private const int SubmissionPort = 587;
    private const int RelayPort = 25;
    private const string AnyLoginHint = "Many providers want an app password here instead of the account's own.";

    /// <summary>Server texts are outside text: shortened to a line, without what could steer a terminal.</summary>
    private const int LongestQuote = 160;

    public static MailOutcome Outcome(Exception trouble, SmtpMoment moment, SmtpSettings smtp)
    {
        var step = moment.Step;
        var where = string.Create(CultureInfo.InvariantCulture, $"{smtp.Host}:{smtp.Port}");
        return trouble switch
        {
            MailKit.ServiceNotAuthenticatedException => Act($"Mail:Smtp:Username, Mail:Smtp:Password: {where} wants a login first; set both."),
            SmtpCommandException answer => Answered(answer, step, smtp, where),
            AuthenticationException { InnerException: SmtpCommandException answer } when (int)answer.StatusCode < FirstPermanentStatus => Answered(answer, step, smtp, where),
            AuthenticationException refused => Act(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} refused the login of '{smtp.Username}'{Quote(refused.Message, smtp)}; check both. {MailProvider.Of(smtp.Host)?.LoginHint ?? AnyLoginHint}"),
            SslHandshakeException when moment.Certificate is { Errors: not SslPolicyErrors.None } shown => Act(
                $"Mail:Smtp:Host: {where} cannot be trusted: {shown.Trouble(moment.Now)}"),
            SslHandshakeException => Act(
                $"Mail:Smtp:Security, Mail:Smtp:Port: no TLS could be agreed with {where}; {PortHint(smtp)}"),
            NotSupportedException when step == SmtpStep.Connect => Act(
                $"Mail:Smtp:Security: {where} offers no STARTTLS, and nothing is sent unencrypted unless asked; use 'tls' with port 465, or 'none' on a machine of your own."),
            NotSupportedException when step == SmtpStep.Login => Act(
                $"Mail:Smtp:Username: {where} offers no login on this connection; check Mail:Smtp:Security and Mail:Smtp:Port, or leave Mail:Smtp:Username and Mail:Smtp:Password out."),
            _ when moment.MessageOnTheWire => new MailOutcome(
                MailResult.Unknown, $"Mail:Smtp:Host: {where} took the message and never answered; it may have arrived."),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => Later(
                $"Mail:Smtp:Host: the name '{smtp.Host}' is not known; check its spelling and this machine's network."),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Later(
                $"Mail:Smtp:Port: nobody listens at {where}; check Mail:Smtp:Host and Mail:Smtp:Port, or wait until the mail server is up."),
            SocketException socket => Later($"Mail:Smtp:Host: {where} cannot be reached ({socket.SocketErrorCode}); check the network."),
            OperationCanceledException or TimeoutException => Later(
                $"Mail:Smtp:Host: {where} did not answer in time; check Mail:Smtp:Port and Mail:Smtp:Security: {PortHint(smtp)}"),
            InvalidOperationException and not MailKit.ServiceNotConnectedException => new MailOutcome(MailResult.Permanent, "the mail names no sender or no recipient; check Mail:From and Athletes:Email."),
            _ => Later($"Mail:Smtp:Host: the conversation with {where} broke off; check Mail:Smtp:Port and Mail:Smtp:Security."),
        };
    }

    private static MailOutcome Answered(SmtpCommandException answer, SmtpStep step, SmtpSettings smtp, string where)
    {
        var status = (int)answer.StatusCode;
        var said = string.Create(CultureInfo.InvariantCulture, $"{status}{Quote(answer.Message, smtp)}");
        if (status < FirstPermanentStatus) return Later($"Mail:Smtp:Host: {where} does not take mail at the moment ({said}).");
        return (answer.ErrorCode, step) switch
        {
            (_, SmtpStep.Login) => Act(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} refused the login of '{smtp.Username}' ({said}). {MailProvider.Of(smtp.Host)?.LoginHint ?? AnyLoginHint}"),
            (_, SmtpStep.Connect) => Act(
                $"Mail:Smtp:Host: {where} does not serve this machine ({said}); ask its operator, or use another server."),
            (SmtpErrorCode.SenderNotAccepted, _) => Refused(
                $"Mail:From: {where} refused the sender ({said}); use an address that '{smtp.Username ?? "this machine"}' may send from: most providers take the login's own address alone."),
            (SmtpErrorCode.RecipientNotAccepted, _) => Refused($"Athletes:Email: {where} refused the recipient ({said}); check the address."),
            _ => Refused($"Mail:Smtp:Host: {where} refused the mail ({said})."),
        };
    }

    private static MailOutcome Later(string line) => new(MailResult.Transient, line);

    private static MailOutcome Act(string line) => new(MailResult.ActionNeeded, line);

    private static MailOutcome Refused(string line) => new(MailResult.Permanent, line);

    /// <summary>What a server said, as one short line without secrets: some repeat what they were told.</summary>
    public static string Quoted(string said, SmtpSettings smtp)
    {
        var line = string.Concat(said.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        foreach (var secret in Forms(smtp)) line = line.Replace(secret, "…", StringComparison.Ordinal);
        return PlainText.Of(line, LongestQuote);
    }

    private static string Quote(string said, SmtpSettings smtp) => Quoted(said, smtp) is { Length: > 0 } line ? $": {line}" : string.Empty;

    /// <summary>The password as it stands, and as the two common logins send it.</summary>
    private static IEnumerable<string> Forms(SmtpSettings smtp)
    {
        if (string.IsNullOrEmpty(smtp.Password)) return [];
        return [smtp.Password, Base64(smtp.Password), Base64($"\0{smtp.Username}\0{smtp.Password}")];
        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>The two settings that are most often mixed up.</summary>
    private static string PortHint(SmtpSettings smtp) => (smtp.Port, smtp.Security) switch
    {
        (ImplicitTlsPort, not SmtpSecurity.Tls) => "port 465 wants Mail:Smtp:Security 'tls'.",
        (SubmissionPort, SmtpSecurity.Tls) => "port 587 wants Mail:Smtp:Security 'starttls'.",
        (RelayPort, _) => "port 25 is for servers among themselves, and many networks block it; use 587 with 'starttls' or 465 with 'tls'.",
        _ => "'tls' goes with port 465, 'starttls' with port 587.",
    };
}
