using ActivitySync.Configuration;
using ActivitySync.Sources.Calendars;

namespace ActivitySync.Sources;

internal static class SourcesServiceCollectionExtensions
{
    private static readonly TimeSpan ClockTimeout = TimeSpan.FromSeconds(10);

    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.AddHttpClient<RemoteClock>(http => http.Timeout = ClockTimeout).RemoveAllLoggers();
        services
            .AddSourceHttpClient<CalendarDownloader>("calendar")
            .AddSingleton(new StoredAthleteParser(SourceDescriptors.SettingsParsers))
            .AddSingleton<RefreshLock>()
            .AddSingleton<AthleteKeys>()
            .AddSingleton<TokenStore>();
        foreach (var source in SourceDescriptors.All)
        {
            source.AddServices(services);
        }

        return services;
    }
}
