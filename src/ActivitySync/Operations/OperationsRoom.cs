using ActivitySync.Operations.Checks;

namespace ActivitySync.Operations;

internal static class OperationsRoom
{
    /// <summary>A watcher answers at once or not at all; the next look tries again.</summary>
    private static readonly TimeSpan HeartbeatTimeout = TimeSpan.FromSeconds(20);

    public static IServiceCollection AddOperations(this IServiceCollection services)
    {
        services.AddHttpClient<HeartbeatCall>(http => http.Timeout = HeartbeatTimeout).RemoveAllLoggers();
        return services
            .AddSingleton<EachRunner>()
            .AddSingleton<DaemonLock>()
            .AddSingleton(_ => SystemdNotice.OfThisProcess())
            .AddSingleton<JobWatch>()
            .AddSingleton<SyncRunners>()
            .AddSingleton<ExpireHeld>()
            .AddSingleton<Backups>()
            .AddSingleton<ForgetRunner>()
            .AddSingleton<ExportRunner>()
            .AddSingleton<ReadHealth>()
            .AddTransient<Heartbeat>()
            .AddChecks();
    }

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
