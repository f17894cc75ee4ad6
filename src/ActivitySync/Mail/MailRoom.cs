using ActivitySync.Outbox;
using ActivitySync.Settings;

namespace ActivitySync.Mail;

internal static class MailRoom
{
    /// <summary>One transport, by the settings: files if a pickup folder is named, else SMTP.</summary>
    public static IServiceCollection AddMail(this IServiceCollection services, AppSettings settings)
    {
        services.AddSingleton<TestMail>();
        return settings.Mail switch
        {
            { PickupDirectory: { Length: > 0 } } => services.AddSingleton<IMailTransport, PickupFolder>(),
            _ => services.AddSingleton<IMailTransport, SmtpTransport>(),
        };
    }
}
