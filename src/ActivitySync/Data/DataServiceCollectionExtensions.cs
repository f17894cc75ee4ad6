namespace ActivitySync.Data;

internal static class DataServiceCollectionExtensions
{
    public static IServiceCollection AddStore(this IServiceCollection services) =>
        services.AddSingleton<Database>().AddSingleton<SecretProtector>();
}
