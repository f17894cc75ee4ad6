using ActivitySync.Digest;
using ActivitySync.Intake;

namespace ActivitySync.Outbox;

internal static class OutboxRoom
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) =>
        services
            .AddSingleton<MailWriter>(rooms => order => rooms.GetRequiredService<CalendarFeed>().Keep(order, rooms.GetRequiredService<WriteMail>().Write(order)))
            .AddSingleton<SourceSync>(rooms => (athlete, only, depth, cancellationToken) => only is { } source
                ? rooms.GetRequiredService<SyncAthlete>().SyncAsync(athlete, source, depth, cancellationToken)
                : rooms.GetRequiredService<SyncAthlete>().SyncAsync(athlete, depth, cancellationToken))
            .AddSingleton<SoleSender>()
            .AddSingleton<PlanDigests>()
            .AddSingleton<PlanMails>()
            .AddSingleton<RaceOccasion>()
            .AddSingleton<NoticeOccasion>()
            .AddSingleton<MailOccasion>(rooms => rooms.GetRequiredService<RaceOccasion>().Due)
            .AddSingleton<MailOccasion>(rooms => rooms.GetRequiredService<NoticeOccasion>().Due)
            .AddSingleton<ConfirmSilence>()
            .AddSingleton<PlanAlerts>()
            .AddSingleton<PrepareAlert>()
            .AddSingleton<FreshenSources>()
            .AddSingleton<PrepareMail>()
            .AddSingleton<SettleMails>()
            .AddSingleton<DeliverMail>()
            .AddSingleton<StillHolds>()
            .AddSingleton<MailHolds>(rooms => rooms.GetRequiredService<StillHolds>().Ask)
            .AddSingleton<KeepOutbox>()
            .AddSingleton<SendNow>()
            .AddSingleton<SendDigest>()
            .AddSingleton<ResendDigest>();
}
