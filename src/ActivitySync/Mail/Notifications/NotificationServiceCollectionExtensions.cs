namespace ActivitySync.Mail.Notifications;

internal static class NotificationServiceCollectionExtensions
{
    /// <summary>In kilobytes; services answer with a few hundred bytes.</summary>
    private const int MaxHeaderKilobytes = 16;

    public static IServiceCollection AddNotifications(this IServiceCollection services)
    {
        services
            .AddHttpClient<NotificationClient>(http =>
            {
                http.Timeout = NotificationClient.Timeout;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("ActivitySync");
            })
            .RemoveAllLoggers()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .UseSocketsHttpHandler(
                (handler, _) =>
                {
                    handler.AllowAutoRedirect = false; // the message goes only to the address in the settings
                    handler.UseCookies = false;
                    handler.ConnectTimeout = NotificationClient.ConnectTimeout;
                    handler.MaxResponseHeadersLength = MaxHeaderKilobytes;
                    handler.MaxResponseDrainSize = 0; // the body isn't read
                }
            );
        return services.AddSingleton<NotificationSender>().AddTransient<NotificationTester>();
    }
}
