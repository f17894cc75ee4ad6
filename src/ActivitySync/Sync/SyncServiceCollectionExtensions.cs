namespace ActivitySync.Sync;

internal static class SyncServiceCollectionExtensions
{
    public static IServiceCollection AddSync(this IServiceCollection services) =>
        services
            .AddSingleton<RecordingReconciler>()
            .AddSingleton<FileImporter>()
            .AddSingleton<InboxScanner>()
            .AddTransient<RaceCalendarSync>()
            .AddSingleton<RecordingExpiration>()
            .AddSingleton<SourceDataEraser>()
            .AddSingleton<SyncService>()
            .AddSingleton<ISyncService>(provider => provider.GetRequiredService<SyncService>())
            .AddSingleton<AthleteLoop>()
            .AddSingleton<SyncScheduler>();
}
