using ActivitySync.Hosting;
using ActivitySync.Maintenance.Checks;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance;

internal static class MaintenanceServiceCollectionExtensions
{
    /// <summary>A watcher answers at once or not at all; the next look tries again.</summary>
    private static readonly TimeSpan HeartbeatTimeout = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddMaintenance(this IServiceCollection services)
    {
        services.AddHttpClient<HeartbeatClient>(http => http.Timeout = HeartbeatTimeout).RemoveAllLoggers();
        return services
            .AddSingleton<DaemonLock>()
            .AddSingleton(_ => SystemdNotifier.FromEnvironment())
            .AddSingleton<JobMonitor>()
            .AddSingleton<RetentionService>()
            .AddSingleton<BackupService>()
            .AddSingleton<AthleteEraser>()
            .AddSingleton<AthleteExporter>()
            .AddSingleton<HealthReader>()
            .AddTransient<HeartbeatSender>()
            .AddChecks();
    }

    /// <summary>What <c>doctor</c> looks at, in this order: what the later ones need comes first.</summary>
    private static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services
            .AddTransient<Doctor>()
            .AddTransient<IDoctorCheck, SettingsCheck>()
            .AddTransient<IDoctorCheck, DataDirectoryCheck>()
            .AddTransient<IDoctorCheck, DatabaseCheck>()
            .AddTransient<IDoctorCheck, ClockCheck>()
            .AddTransient<IDoctorCheck, TimeZoneCheck>();
        foreach (var source in SourceDescriptors.All)
        {
            services.AddTransient<IDoctorCheck>(provider =>
                ActivatorUtilities.CreateInstance<SourceCheck>(provider, source)
            );
        }

        return services
            .AddTransient<IDoctorCheck, InboxCheck>()
            .AddTransient<IDoctorCheck, RaceCalendarCheck>()
            .AddTransient<IDoctorCheck, MailCheck>()
            .AddTransient<IDoctorCheck, TemplateCheck>()
            .AddTransient<IDoctorCheck, DaemonCheck>();
    }
}
