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
            .AddSingleton<ReadHealth>();
}
