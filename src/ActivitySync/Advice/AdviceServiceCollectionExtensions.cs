namespace ActivitySync.Advice;

internal static class AdviceServiceCollectionExtensions
{
    public static IServiceCollection AddAdvice(this IServiceCollection services) =>
        services.AddSingleton<AdviceService>();
}
