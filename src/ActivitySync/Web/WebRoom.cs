namespace ActivitySync.Web;

internal static class WebRoom
{
    public static IServiceCollection AddWeb(this IServiceCollection services) => services.AddSingleton<UnsubscribePage>();
}
