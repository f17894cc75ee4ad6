namespace ActivitySync.Mail.Outbox;

internal static class OutboxServiceCollectionExtensions
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) =>
        services
            .AddSingleton<OutboxLock>()
            .AddSingleton<DigestScheduler>()
            .AddSingleton<IMailTrigger, RaceMailTrigger>()
            .AddSingleton<IMailTrigger, RedFlagMailTrigger>()
            .AddSingleton<MailScheduler>()
            .AddSingleton<AlertScheduler>()
            .AddSingleton<SourceFailureConfirmer>()
            .AddSingleton<StaleSourceSync>()
            .AddSingleton<EarlySourceSync>()
            .AddSingleton<MailPreparer>()
            .AddSingleton<AlertPreparer>()
            .AddSingleton<OutboxRecovery>()
            .AddSingleton<MailSender>()
            .AddSingleton<OutboxProcessor>()
            .AddSingleton<MailReader>()
            .AddSingleton<DigestSender>();
}
