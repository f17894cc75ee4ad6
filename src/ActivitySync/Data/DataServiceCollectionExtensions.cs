namespace ActivitySync.Data;

internal static class DataServiceCollectionExtensions
{
    public static IServiceCollection AddData(this IServiceCollection services) =>
        services
            .AddSingleton<Database>()
            .AddSingleton<Leases>()
            .AddSingleton<SecretProtector>()
            .AddSingleton<PendingWrites>()
            .AddSingleton<AthleteRoster>()
            .AddSingleton<StoredAthleteService>()
            .AddSingleton<PreferenceService>();
}
