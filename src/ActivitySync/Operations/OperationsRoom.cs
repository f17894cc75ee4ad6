namespace ActivitySync.Operations;

internal static class OperationsRoom
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services;
}
