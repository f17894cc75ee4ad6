using ActivitySync.Web.Answers;

namespace ActivitySync.Web;

internal static class WebServiceCollectionExtensions
{
    public static IServiceCollection AddWeb(this IServiceCollection services) =>
        services.AddSingleton<UnsubscribePage>().AddSingleton<AnswerService>().AddSingleton<AnswerPage>();
}
