using ActivitySync.Settings;

namespace ActivitySync.Sources;

internal static class SourcesRoom
{
    public static IServiceCollection AddSources(this IServiceCollection services, AppSettings settings) => services;
}
