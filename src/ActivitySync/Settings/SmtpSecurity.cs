namespace ActivitySync.Settings;

internal enum SmtpSecurity
{
    StartTls,
    Tls,
    None,
}
