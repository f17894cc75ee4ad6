using ActivitySync.Settings;
using ActivitySync.Sources.Calendars;
using ActivitySync.Sources.Garmin;
using ActivitySync.Sources.Strava;

namespace ActivitySync.Sources;

internal static class SourcesRoom
{
    /// <summary>A service's clock is asked once, and not for long: nothing hangs on it.</summary>
    private static readonly TimeSpan ClockTimeout = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddSources(this IServiceCollection services, AppSettings settings)
    {
        services.AddHttpClient<ServiceClock>(http => http.Timeout = ClockTimeout).RemoveAllLoggers();
        return services
            .AddServiceHttp<StravaApi>("strava")
            .AddServiceHttp<GarminApi>("garmin")
            .AddServiceHttp<CalendarDownload>("calendar")
            .AddSingleton<RefreshGate>()
            .AddSingleton<StravaLimits>()
            .AddTransient<StravaAccess>()
            .AddTransient<StravaCalls>()
            .AddTransient<StravaAuthorisation>()
            .AddTransient<StravaDisconnection>()
            .AddTransient<StravaSubscription>()
            .AddSingleton<StravaEvents>()
            .AddSingleton<StravaSource>()
            .AddSingleton<IActivitySource>(rooms => rooms.GetRequiredService<StravaSource>())
            .AddTransient<GarminAccess>()
            .AddTransient<GarminProbe>()
            .AddTransient<GarminConnection>()
            .AddSingleton<IActivitySource, GarminSource>();
    }
}
