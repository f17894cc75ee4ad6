using ActivitySync.Configuration;
using ActivitySync.Sync;
using ActivitySync.Web.Access;
using ActivitySync.Web.Answers;
using ActivitySync.Web.Pages;

namespace ActivitySync.Web;

internal static class WebServiceCollectionExtensions
{
    public static IServiceCollection AddWeb(this IServiceCollection services, AppSettings settings)
    {
        services
            .AddSingleton<UnsubscribePage>()
            .AddSingleton<AnswerService>()
            .AddSingleton<AnswerPage>()
            .AddSingleton<FormTokens>()
            .AddSingleton<SignInLinks>()
            .AddSingleton<SignInLimit>()
            .AddSingleton<ResendLimit>()
            .AddSingleton<SignInMailer>()
            .AddSingleton<SignInPages>()
            .AddSingleton<Sessions>()
            .AddSingleton<PageSessions>()
            .AddSingleton<WeekReader>()
            .AddSingleton<FeedLinks>()
            .AddSingleton<StateReader>()
            .AddSingleton<PageTasks>()
            .AddSingleton<SourceStateReader>()
            .AddSingleton<AdminReader>()
            .AddSingleton(new UploadLimits());
        return settings is { Page.Enabled: true, ActivitySync.Listen.Length: > 0 }
            ? services
                .AddHostedService(provider => provider.GetRequiredService<SignInMailer>())
                .AddHostedService(provider => provider.GetRequiredService<PageTasks>())
                .AddHostedService(provider => provider.GetRequiredService<UploadImporter>())
            : services;
    }
}
