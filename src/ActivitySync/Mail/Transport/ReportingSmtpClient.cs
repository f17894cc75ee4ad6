using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using MailKit.Net.Smtp;
using MimeKit;

namespace ActivitySync.Mail.Transport;

/// <summary>Reports the steps of the library's SMTP client, which are accessible to subclasses only.</summary>
internal sealed class ReportingSmtpClient : SmtpClient
{
    private readonly Action<string>? _reportStep;

    public ReportingSmtpClient(Action<string>? reportStep)
    {
        _reportStep = reportStep;

        // Few authorities still answer revocation requests; a private one never does.
        CheckCertificateRevocation = false;
        ServerCertificateValidationCallback = ValidateCertificate;
    }

    /// <summary>The server's certificate; null before the handshake and without TLS.</summary>
    public ServerCertificate? Certificate { get; private set; }

    protected override void OnSenderAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) =>
        _reportStep?.Invoke($"The sender {mailbox.Address} is accepted.");

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
