using ActivitySync.Configuration;

namespace ActivitySync.Mail.Transport;

internal static class MailServiceCollectionExtensions
{
    /// <summary>Adds the transport that the settings select: a pickup folder if it is set, else SMTP.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, AppSettings settings)
    {
        services.AddSingleton<TestMailSender>();
        return settings.Mail switch
        {
            { PickupDirectory: { Length: > 0 } } => services.AddSingleton<IMailTransport, PickupFolderTransport>(),
            _ => services.AddSingleton<IMailTransport, SmtpTransport>(),
        };
    }
}
