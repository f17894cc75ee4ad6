namespace ActivitySync.Outbox;

internal static class OutboxRoom
{
    public static IServiceCollection AddOutbox(this IServiceCollection services) => services;
}
