using ActivitySync.Configuration;

namespace ActivitySync.Mail.Transport;

/// <summary>
/// Sends mails by SMTP. Trusts the authorities in the system's certificate store or in <c>SSL_CERT_FILE</c>.
/// </summary>
internal sealed class SmtpTransport(AppSettings settings, TimeProvider clock) : IMailTransport
{
    public IMailSession OpenSession() => new SmtpSession(settings, clock, reportStep: null);

    public async Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    )
    {
        await using var session = new SmtpSession(settings, clock, reportStep);
        return await session.SendAsync(message, beforeHandOver, cancellationToken);
    }

    public async Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken)
    {
        await using var session = new SmtpSession(settings, clock, reportStep);
        return await session.TestAsync(cancellationToken);
    }
}
