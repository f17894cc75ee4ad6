using ActivitySync.Maintenance.Checks;
using ActivitySync.Sources;

namespace ActivitySync.Maintenance;

internal static class MaintenanceServiceCollectionExtensions
{
    public static IServiceCollection AddMaintenance(this IServiceCollection services) =>
        services
            .AddSingleton<DaemonLock>()
            .AddSingleton<RetentionService>()
            .AddSingleton<BackupService>()
            .AddSingleton<StoreCopyService>()
            .AddSingleton<AthleteEraser>()
            .AddSingleton<DeletionService>()
            .AddSingleton<AthleteExporter>()
            .AddChecks();

    /// <summary>
    /// Adds the checks of <c>doctor</c> in the order of its output: what later checks need comes first.
    /// </summary>
    private static IServiceCollection AddChecks(this IServiceCollection services)
    {
        services
            .AddTransient<Doctor>()
            .AddTransient<ICheck, SettingsCheck>()
            .AddTransient<ICheck, DataDirectoryCheck>()
            .AddTransient<ICheck, DatabaseCheck>()
            .AddTransient<ICheck, ClockCheck>()
            .AddTransient<ICheck, TimeZoneCheck>();
        foreach (var source in SourceDescriptors.All)
        {
            services.AddTransient<ICheck>(provider => ActivatorUtilities.CreateInstance<SourceCheck>(provider, source));
        }

        return services
            .AddTransient<ICheck, InboxCheck>()
            .AddTransient<ICheck, RaceCalendarCheck>()
            .AddTransient<ICheck, MailCheck>()
            .AddTransient<ICheck, NotifyCheck>()
            .AddTransient<ICheck, TemplateCheck>();
    }
}
