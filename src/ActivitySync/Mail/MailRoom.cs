using ActivitySync.Settings;

namespace ActivitySync.Mail;

internal static class MailRoom
{
    public static IServiceCollection AddMail(this IServiceCollection services, AppSettings settings) => services;
}
