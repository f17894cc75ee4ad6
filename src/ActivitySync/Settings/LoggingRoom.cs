namespace ActivitySync.Settings;

internal static class LoggingRoom
{
    /// <summary>Logs go to standard error, one line an event, so that standard output carries data alone.</summary>
    public static IServiceCollection AddLogging(this IServiceCollection services, AppSettings settings) =>
        services.AddLogging(logging =>
        {
            logging.ClearProviders();
            logging.SetMinimumLevel(LogLevel.Information);
            logging.AddFilter("Microsoft", LogLevel.Warning);
            logging.AddFilter("System", LogLevel.Warning);
            logging.AddFilter("Polly", LogLevel.Warning);
            logging.AddFilter("Quartz", LogLevel.Warning);
            logging.AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
            if (settings.ActivitySync.LogFormat == LogFormat.Json)
            {
                logging.AddJsonConsole(json => json.UseUtcTimestamp = true);
            }
            else
            {
                logging.AddSimpleConsole(text =>
                {
                    text.SingleLine = true;
                    text.UseUtcTimestamp = true;
                    text.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
                });
            }
        });
}
