using ActivitySync.Configuration;

namespace ActivitySync.Mail.Transport;

internal static class MailServiceCollectionExtensions
{
    /// <summary>One transport, by the settings: files if a pickup folder is named, else SMTP.</summary>
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
