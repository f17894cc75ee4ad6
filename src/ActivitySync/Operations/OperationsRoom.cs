using ActivitySync.Operations.Checks;

namespace ActivitySync.Operations;

internal static class OperationsRoom
{
    public static IServiceCollection AddOperations(this IServiceCollection services) =>
        services
            .AddSingleton<DaemonLock>()
            .AddSingleton<JobWatch>()
            .AddSingleton<SyncRunners>()
            .AddSingleton<ExpireHeld>()
            .AddSingleton<Backups>()
            .AddSingleton<ForgetRunner>()
            .AddSingleton<ExportRunner>()
            .AddSingleton<ReadHealth>()
            .AddChecks();

    /// <summary>What <c>doctor</c> looks at, in this order: what the later ones need comes first.</summary>
    private static IServiceCollection AddChecks(this IServiceCollection services) =>
        services
            .AddTransient<Doctor>()
            .AddTransient<ICheck, SettingsCheck>()
            .AddTransient<ICheck, DataDirectoryCheck>()
            .AddTransient<ICheck, StoreCheck>()
            .AddTransient<ICheck, ClockCheck>()
            .AddTransient<ICheck, TimeZoneCheck>()
            .AddTransient<ICheck, StravaCheck>()
            .AddTransient<ICheck, GarminCheck>()
            .AddTransient<ICheck, InboxCheck>()
            .AddTransient<ICheck, RaceCalendarCheck>()
            .AddTransient<ICheck, MailCheck>()
            .AddTransient<ICheck, TemplateCheck>()
            .AddTransient<ICheck, DaemonCheck>();
}
