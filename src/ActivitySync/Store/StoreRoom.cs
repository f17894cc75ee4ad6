namespace ActivitySync.Store;

internal static class StoreRoom
{
    public static IServiceCollection AddStore(this IServiceCollection services) =>
        services.AddSingleton<Database>().AddSingleton<SecretBox>();
}
