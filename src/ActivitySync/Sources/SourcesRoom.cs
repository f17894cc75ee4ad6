using ActivitySync.Settings;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Sources;

internal static class SourcesRoom
{
    public static IServiceCollection AddSources(this IServiceCollection services, AppSettings settings) =>
        services
            .AddStravaHttp()
            .AddSingleton<RefreshGate>()
            .AddSingleton<StravaLimits>()
            .AddTransient<StravaAccess>()
            .AddTransient<StravaCalls>()
            .AddTransient<StravaAuthorisation>()
            .AddTransient<StravaDisconnection>()
            .AddTransient<StravaSubscription>()
            .AddSingleton<StravaEvents>()
            .AddSingleton<IActivitySource, StravaSource>();
}
