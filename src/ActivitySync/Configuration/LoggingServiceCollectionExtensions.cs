using Microsoft.Extensions.Logging.Console;

namespace ActivitySync.Configuration;

internal static class LoggingServiceCollectionExtensions
{
    /// <summary>Logs go to standard error, one line an event, so that standard output carries data alone.</summary>
    public static IServiceCollection AddLogging(this IServiceCollection services, AppSettings settings) =>
        services
            .AddSingleton<ConsoleFormatter, TextLogFormatter>()
            .AddSingleton<ConsoleFormatter, JsonLogFormatter>()
            .AddLogging(logging =>
            {
                logging.ClearProviders();
                logging.SetMinimumLevel(LogLevel.Information);
                logging.AddFilter("Microsoft", LogLevel.Warning);
                logging.AddFilter("System", LogLevel.Warning);
                logging.AddFilter("Polly", LogLevel.Warning);
                logging.AddFilter("Quartz", LogLevel.Warning);

                // What ends the daemon is told in one line, by 'run'; the host would tell it first, in another.
                logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
                logging.AddConsole(console =>
                {
                    console.LogToStandardErrorThreshold = LogLevel.Trace;
                    console.FormatterName =
                        settings.ActivitySync.LogFormat == LogFormat.Json
                            ? JsonLogFormatter.FormatterName
                            : TextLogFormatter.FormatterName;
                });
            });
}
