namespace ActivitySync.Planning;

internal static class PlanningRoom
{
    public static IServiceCollection AddPlanning(this IServiceCollection services) => services.AddSingleton<PlanRecovery>();
}
