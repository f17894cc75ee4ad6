namespace ActivitySync.Mail;

/// <summary>Where a conversation with a mail server stood when it broke off.</summary>
/// <param name="Step">How far it came.</param>
/// <param name="MessageOnTheWire">The message's first byte is out: only the server's answer says what became of it.</param>
/// <param name="Certificate">What the server showed; null before the handshake.</param>
/// <param name="Now">The instant, to hold the certificate against.</param>
internal sealed record SmtpMoment(SmtpStep Step, bool MessageOnTheWire, ServerCertificate? Certificate, DateTimeOffset Now);
