using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MimeKit;

namespace ActivitySync.Mail.Transport;

/// <summary>Reports the steps of the library's SMTP client, which are accessible to subclasses only.</summary>
internal sealed class ReportingSmtpClient : SmtpClient
{
    private readonly Action<string>? _reportStep;

    private readonly GreetingObserver _greeting;

    public ReportingSmtpClient(Action<string>? reportStep)
        : this(reportStep, new GreetingObserver()) { }

    private ReportingSmtpClient(Action<string>? reportStep, GreetingObserver greeting)
        : base(greeting)
    {
        (_reportStep, _greeting) = (reportStep, greeting);

        // Few authorities still answer revocation requests; a private one never does.
        CheckCertificateRevocation = false;
        ServerCertificateValidationCallback = ValidateCertificate;
    }

    /// <summary>The server's certificate; null before the handshake and without TLS.</summary>
    public ServerCertificate? Certificate { get; private set; }

    /// <summary>The name with which the server was greeted; null before that.</summary>
    public string? GreetingName => _greeting.Name;

    /// <summary>The server's refusal of the greeting; null if it didn't refuse it.</summary>
    public GreetingRefusal? GreetingRefusal => _greeting.Refusal;

    /// <summary>The connection below TLS, whose answers are counted per mail; null before it is made.</summary>
    public BoundedAnswerStream? Connection { get; set; }

    /// <summary>The server has accepted the first command of the mail that <see cref="BeginMail"/> began.</summary>
    public bool HasAcceptedSender { get; private set; }

    /// <summary>Called before each mail.</summary>
    public void BeginMail()
    {
        HasAcceptedSender = false;
        Connection?.ResetCount();
    }

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response)
    {
        HasAcceptedSender = true;
        _reportStep?.Invoke($"The sender {mailbox.Address} is accepted.");
    }

    protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _reportStep?.Invoke($"The recipient {mailbox.Address} is accepted.");

    private bool ValidateCertificate(
        object sender,
        X509Certificate? certificate,
        X509Chain? chain,
        SslPolicyErrors errors
    )
    {
        if (certificate is not null)
        {
            using var readable = new X509Certificate2(certificate);
            Certificate = ServerCertificate.From(readable, errors);
        }

        return errors == SslPolicyErrors.None;
    }
}
