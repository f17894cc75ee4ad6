using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using ActivitySync.Configuration;
using MailKit.Net.Smtp;
using MailKit.Security;

namespace ActivitySync.Mail.Transport;

/// <summary>
/// Classifies a failed attempt: whether a retry may succeed, and a message with the setting to check.
/// </summary>
internal static partial class SmtpErrors
{
    private const int FirstTransientStatus = 400;
    private const int FirstPermanentStatus = 500;
    private const int ImplicitTlsPort = 465;
    private const int SubmissionPort = 587;
    private const int RelayPort = 25;
    private const string DefaultLoginHint = "Many providers require an app password instead of the account's password.";

    /// <summary>
    /// The maximum length of a server's text in a message. It is sanitized to one line without control characters.
    /// </summary>
    private const int MaxQuoteLength = 160;

    public static MailOutcome Classify(Exception exception, SmtpProgress progress, SmtpSettings smtp)
    {
        var step = progress.Step;
        var where = string.Create(CultureInfo.InvariantCulture, $"{smtp.Host}:{smtp.Port}");
        return exception switch
        {
            _ when progress.GreetingRefusal is { } refusal => CreateGreetingRefused(
                refusal.Status,
                refusal.Text,
                progress,
                smtp,
                where
            ),
            MailKit.ServiceNotAuthenticatedException => CreateActionNeeded(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} requires a login. Set both."
            ),
            SmtpCommandException answer when progress.IsHandedOver => ClassifyFinalResponse(answer, smtp, where),
            // Many servers check the greeting only when they get the recipient.
            SmtpCommandException answer when IsAboutGreeting(answer) => CreateGreetingRefused(
                (int)answer.StatusCode,
                answer.Message,
                progress,
                smtp,
                where
            ),
            SmtpCommandException answer => ClassifyResponse(answer, step, smtp, where),
            AuthenticationException { InnerException: SmtpCommandException answer }
                when (int)answer.StatusCode < FirstPermanentStatus => ClassifyResponse(answer, step, smtp, where),
            AuthenticationException refused => CreateActionNeeded(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} refused the login of "
                    + $"'{smtp.Username}'{FormatQuote(refused.Message, smtp)}. Check both. {GetLoginHint(smtp)}"
            ),
            SslHandshakeException when progress.Certificate is { Errors: not SslPolicyErrors.None } shown =>
                CreateActionNeeded($"Mail:Smtp:Host: {where} cannot be trusted: {shown.GetProblem(progress.Now)}"),
            SslHandshakeException => CreateActionNeeded(
                $"Mail:Smtp:Security, Mail:Smtp:Port: the TLS handshake with {where} failed. {GetPortHint(smtp)}"
            ),
            NotSupportedException when step == SmtpStep.Connect => CreateActionNeeded(
                $"Mail:Smtp:Security: {where} does not support STARTTLS. "
                    + "Use 'tls' with port 465, or 'none' for a relay on this machine."
            ),
            NotSupportedException when step == SmtpStep.Login => CreateActionNeeded(
                $"Mail:Smtp:Username: {where} offers no login on this connection. "
                    + "Check Mail:Smtp:Security and Mail:Smtp:Port, or remove Mail:Smtp:Username and "
                    + "Mail:Smtp:Password."
            ),
            _ when progress.IsHandedOver => new MailOutcome(
                MailResult.Unknown,
                $"Mail:Smtp:Host: {where} received the message but did not answer; it may have arrived."
            ),
            EndlessAnswerException => CreateTransient(
                $"Mail:Smtp:Host: {where} answers without end. Check that Mail:Smtp:Port is that of a mail server."
            ),
            SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => CreateTransient(
                $"Mail:Smtp:Host: the name '{smtp.Host}' is unknown. Check its spelling and this machine's network."
            ),
            SocketException { SocketErrorCode: SocketError.ConnectionRefused } => CreateTransient(
                $"Mail:Smtp:Port: {where} refused the connection. "
                    + "Check Mail:Smtp:Host and Mail:Smtp:Port, or wait until the mail server is up."
            ),
            SocketException socket => CreateTransient(
                $"Mail:Smtp:Host: {where} cannot be reached ({socket.SocketErrorCode}). Check the network."
            ),
            OperationCanceledException or TimeoutException => CreateTransient(
                $"Mail:Smtp:Host: {where} did not answer in time. "
                    + $"Check Mail:Smtp:Port and Mail:Smtp:Security. {GetPortHint(smtp)}"
            ),
            InvalidOperationException and not MailKit.ServiceNotConnectedException => new MailOutcome(
                MailResult.Permanent,
                "The mail has no sender or no recipient. Check Mail:From and Athletes:Email."
            ),
            _ => CreateTransient(
                $"Mail:Smtp:Host: the connection to {where} was lost. Check Mail:Smtp:Port and Mail:Smtp:Security."
            ),
        };
    }

    /// <summary>
    /// Classifies the answer to a complete message. 4xx and 5xx refuse it, any 2xx accepts it; what an answer outside
    /// of the standard means is unknown, and a retry without end would be worse than none.
    /// </summary>
    private static MailOutcome ClassifyFinalResponse(SmtpCommandException answer, SmtpSettings smtp, string where) =>
        (int)answer.StatusCode switch
        {
            >= 200 and < 300 => MailOutcome.Accepted,
            >= 400 and < 600 => ClassifyResponse(answer, SmtpStep.Transfer, smtp, where),
            _ => new MailOutcome(
                MailResult.Unknown,
                $"Mail:Smtp:Host: {where} answered the message with {(int)answer.StatusCode}"
                    + $"{FormatQuote(answer.Message, smtp)}, which no standard knows; it may have arrived."
            ),
        };

    private static MailOutcome ClassifyResponse(
        SmtpCommandException answer,
        SmtpStep step,
        SmtpSettings smtp,
        string where
    )
    {
        var status = (int)answer.StatusCode;
        var quote = string.Create(CultureInfo.InvariantCulture, $"{status}{FormatQuote(answer.Message, smtp)}");
        if (status < FirstPermanentStatus)
        {
            return CreateTransient($"Mail:Smtp:Host: {where} temporarily rejects mail ({quote}).");
        }

        return (answer.ErrorCode, step) switch
        {
            (_, SmtpStep.Login) => CreateActionNeeded(
                $"Mail:Smtp:Username, Mail:Smtp:Password: {where} refused the login of "
                    + $"'{smtp.Username}' ({quote}). {GetLoginHint(smtp)}"
            ),
            (_, SmtpStep.Connect) => CreateActionNeeded(
                $"Mail:Smtp:Host: {where} does not accept connections from this machine ({quote}). "
                    + "Use another server, or ask its operator."
            ),
            (SmtpErrorCode.SenderNotAccepted, _) => CreatePermanent(
                $"Mail:From: {where} refused the sender ({quote}). Use an address that "
                    + $"'{smtp.Username ?? "this machine"}' may send from; most providers accept only the login's "
                    + "address."
            ),
            (SmtpErrorCode.RecipientNotAccepted, _) => CreatePermanent(
                $"Athletes:Email: {where} refused the recipient ({quote}). Check the address."
            ),
            _ => CreatePermanent($"Mail:Smtp:Host: {where} refused the mail ({quote})."),
        };
    }

    /// <summary>
    /// Checks whether a refusal is about the greeting. No status says so, so the text is read: servers name the
    /// command.
    /// </summary>
    /// <remarks>An address in the text may contain the word too. 503 means that the greeting is missing.</remarks>
    private static bool IsAboutGreeting(SmtpCommandException answer) =>
        answer.StatusCode != SmtpStatusCode.BadCommandSequence
        && (int)answer.StatusCode >= FirstTransientStatus
        && GreetingPattern().IsMatch(AddressPattern().Replace(answer.Message, ""));

    private static MailOutcome CreateGreetingRefused(
        int status,
        string text,
        SmtpProgress progress,
        SmtpSettings smtp,
        string where
    )
    {
        var quote = string.Create(CultureInfo.InvariantCulture, $"{status}{FormatQuote(text, smtp)}");
        var name = TerminalText.Sanitize(progress.GreetingName ?? "", MaxQuoteLength);
        var action = "Set it to a name of this machine that the server accepts, such as its full name in DNS.";
        return status < FirstPermanentStatus
            ? CreateTransient(
                $"Mail:Smtp:HelloName: {where} temporarily refuses the greeting as '{name}' ({quote}). {action}"
            )
            : CreateActionNeeded($"Mail:Smtp:HelloName: {where} refused the greeting as '{name}' ({quote}). {action}");
    }

    [GeneratedRegex(@"\b(EHLO|HELO)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex GreetingPattern();

    [GeneratedRegex(@"[^\s<>]*@[^\s<>]*", RegexOptions.CultureInvariant)]
    private static partial Regex AddressPattern();

    private static MailOutcome CreateTransient(string message) => new(MailResult.Transient, message);

    private static MailOutcome CreateActionNeeded(string message) => new(MailResult.ActionNeeded, message);

    private static MailOutcome CreatePermanent(string message) => new(MailResult.Permanent, message);

    /// <summary>
    /// Returns a server's text as one short line without secrets. Some servers repeat the commands they got.
    /// </summary>
    public static string SanitizeResponse(string text, SmtpSettings smtp)
    {
        var line = string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)).Trim();
        foreach (var secret in GetSecretForms(smtp))
        {
            line = line.Replace(secret, "…", StringComparison.Ordinal);
        }

        return TerminalText.Sanitize(line, MaxQuoteLength);
    }

    private static string FormatQuote(string text, SmtpSettings smtp) =>
        SanitizeResponse(text, smtp) is { Length: > 0 } line ? $": {line}" : string.Empty;

    /// <summary>Returns the password as it is, and as the two common login methods send it.</summary>
    private static IEnumerable<string> GetSecretForms(SmtpSettings smtp)
    {
        if (string.IsNullOrEmpty(smtp.Password))
        {
            return [];
        }

        return [smtp.Password, Base64(smtp.Password), Base64($"\0{smtp.Username}\0{smtp.Password}")];
        static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
    }

    private static string GetLoginHint(SmtpSettings smtp) =>
        MailProvider.FindByHost(smtp.Host)?.LoginHint ?? DefaultLoginHint;

    /// <summary>Returns how port and security belong together, the settings that are most often confused.</summary>
    private static string GetPortHint(SmtpSettings smtp) =>
        (smtp.Port, smtp.Security) switch
        {
            (ImplicitTlsPort, not SmtpSecurity.Tls) => "Use Mail:Smtp:Security 'tls' with port 465.",
            (SubmissionPort, SmtpSecurity.Tls) => "Use Mail:Smtp:Security 'starttls' with port 587.",
            (RelayPort, _) =>
                "Use port 587 with 'starttls' or 465 with 'tls'; port 25 is for mail between servers, and many "
                    + "networks "
                    + "block it.",
            _ => "Use 'tls' with port 465, 'starttls' with port 587.",
        };
}

/// <summary>The progress of a connection to a mail server when it failed.</summary>
/// <param name="Step">The step that failed.</param>
/// <param name="IsHandedOver">
/// The dot that completes the message may have been sent, so without an answer the outcome is unknown.
/// </param>
/// <param name="Certificate">The server's certificate; null before the handshake.</param>
/// <param name="Now">The current instant, compared with the certificate's validity.</param>
internal sealed record SmtpProgress(
    SmtpStep Step,
    bool IsHandedOver,
    ServerCertificate? Certificate,
    DateTimeOffset Now
)
{
    /// <summary>The name with which the server was greeted; null before that.</summary>
    public string? GreetingName { get; init; }

    /// <summary>The server's refusal of the greeting; null if it didn't refuse it.</summary>
    public GreetingRefusal? GreetingRefusal { get; init; }
}

/// <summary>The steps of a connection to a mail server.</summary>
internal enum SmtpStep
{
    Connect,
    Login,
    Transfer,
}
