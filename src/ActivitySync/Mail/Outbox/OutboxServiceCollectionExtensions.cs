using ActivitySync.Digest.Rendering;
using ActivitySync.Sync;

namespace ActivitySync.Mail.Outbox;

internal static class OutboxServiceCollectionExtensions
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) =>
        services
            .AddSingleton<MailWriterCallback>(provider =>
                order =>
                    provider
                        .GetRequiredService<CalendarFeed>()
                        .Update(order, provider.GetRequiredService<MailWriter>().Write(order))
            )
            .AddSingleton<SourceSyncCallback>(provider =>
                (athlete, only, depth, cancellationToken) =>
                    only is { } source
                        ? provider
                            .GetRequiredService<SyncService>()
                            .SyncSourceAsync(athlete, source, depth, cancellationToken)
                        : provider.GetRequiredService<SyncService>().SyncAllAsync(athlete, depth, cancellationToken)
            )
            .AddSingleton<OutboxLock>()
            .AddSingleton<DigestScheduler>()
            .AddSingleton<MailScheduler>()
            .AddSingleton<RaceMailFinder>()
            .AddSingleton<RedFlagMailFinder>()
            .AddSingleton<DueMailFinder>(provider => provider.GetRequiredService<RaceMailFinder>().FindDue)
            .AddSingleton<DueMailFinder>(provider => provider.GetRequiredService<RedFlagMailFinder>().FindDue)
            .AddSingleton<SourceFailureConfirmer>()
            .AddSingleton<AlertScheduler>()
            .AddSingleton<AlertPreparer>()
            .AddSingleton<StaleSourceSync>()
            .AddSingleton<MailPreparer>()
            .AddSingleton<OutboxRecovery>()
            .AddSingleton<MailSender>()
            .AddSingleton<MailValidityChecker>()
            .AddSingleton<MailValidityCallback>(provider =>
                provider.GetRequiredService<MailValidityChecker>().IsStillValid
            )
            .AddSingleton<OutboxProcessor>()
            .AddSingleton<ImmediateMailSender>()
            .AddSingleton<DigestSender>()
            .AddSingleton<DigestResender>();
}
