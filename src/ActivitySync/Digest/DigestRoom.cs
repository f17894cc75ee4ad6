namespace ActivitySync.Digest;

internal static class DigestRoom
{
    public static IServiceCollection AddDigest(this IServiceCollection services) =>
        services.AddSingleton<UnsubscribeLink>().AddSingleton<MailTemplates>().AddSingleton<CalendarFeed>().AddSingleton<WriteMail>();
}
