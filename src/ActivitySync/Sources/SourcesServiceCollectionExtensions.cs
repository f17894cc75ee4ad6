using ActivitySync.Configuration;
using ActivitySync.Sources.Calendars;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Sources;

internal static class SourcesServiceCollectionExtensions
{
    /// <summary>A service's clock is asked once, and not for long: nothing hangs on it.</summary>
    private static readonly TimeSpan ClockTimeout = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddSources(this IServiceCollection services, AppSettings settings)
    {
        services.AddHttpClient<RemoteClock>(http => http.Timeout = ClockTimeout).RemoveAllLoggers();
        return services
            .AddSourceHttpClient<StravaApiClient>("strava")
            .AddSourceHttpClient<GarminApi>("garmin")
            .AddSourceHttpClient<CalendarDownloader>("calendar")
            .AddSingleton<RefreshLock>()
            .AddSingleton<StravaRateLimiter>()
            .AddTransient<StravaTokenProvider>()
            .AddTransient<StravaAthleteClient>()
            .AddTransient<StravaAuthorization>()
            .AddTransient<StravaDisconnector>()
            .AddTransient<StravaSubscriptionService>()
            .AddSingleton<StravaEventReceiver>()
            .AddSingleton<StravaSource>()
            .AddSingleton<IActivitySource>(provider => provider.GetRequiredService<StravaSource>())
            .AddTransient<GarminTokenProvider>()
            .AddTransient<GarminApiProbe>()
            .AddTransient<GarminConnectionService>()
            .AddSingleton<IActivitySource, GarminSource>();
    }
}
