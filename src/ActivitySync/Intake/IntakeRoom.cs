namespace ActivitySync.Intake;

internal static class IntakeRoom
{
    public static IServiceCollection AddIntake(this IServiceCollection services) =>
        services
            .AddSingleton<KeepRecordings>()
            .AddSingleton<ImportFiles>()
            .AddSingleton<ScanInbox>()
            .AddTransient<RefreshRaceCalendars>()
            .AddSingleton<ExpireRecordings>()
            .AddSingleton<ForgetSource>()
            .AddSingleton<SyncAthlete>();
}
