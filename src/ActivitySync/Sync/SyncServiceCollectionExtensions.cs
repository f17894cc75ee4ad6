namespace ActivitySync.Sync;

internal static class SyncServiceCollectionExtensions
{
    public static IServiceCollection AddSync(this IServiceCollection services) =>
        services
            .AddSingleton<RecordingReconciler>()
            .AddSingleton<SourceCalendarReconciler>()
            .AddSingleton<FileImporter>()
            .AddSingleton<InboxScanner>()
            .AddSingleton<UploadFolder>()
            .AddSingleton<UploadImporter>()
            .AddTransient<RaceCalendarSync>()
            .AddSingleton<RecordingExpiration>()
            .AddSingleton<SourceDataEraser>()
            .AddSingleton<SourceDisconnector>()
            .AddSingleton<SyncService>()
            .AddSingleton<ISyncService>(provider => provider.GetRequiredService<SyncService>())
            .AddSingleton<AthleteLoop>()
            .AddSingleton<SyncScheduler>();
}
