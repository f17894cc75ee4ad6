namespace ActivitySync.Mail;

/// <summary>How far the conversation with a mail server came.</summary>
internal enum SmtpStep
{
    Connect,
    Login,
    HandOver,
}
