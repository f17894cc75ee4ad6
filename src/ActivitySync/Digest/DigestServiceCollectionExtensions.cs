using ActivitySync.Digest.Rendering;

namespace ActivitySync.Digest;

internal static class DigestServiceCollectionExtensions
{
    public static IServiceCollection AddDigest(this IServiceCollection services) =>
        services
            .AddSingleton<UnsubscribeLinks>()
            .AddSingleton<AnswerLinks>()
            .AddSingleton<MailTemplates>()
            .AddSingleton<CalendarFeed>()
            .AddSingleton<MailWriter>()
            .AddSingleton<IMailWriter>(provider => provider.GetRequiredService<MailWriter>());
}
