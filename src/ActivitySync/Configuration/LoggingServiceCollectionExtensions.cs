using Microsoft.Extensions.Logging.Console;

namespace ActivitySync.Configuration;

internal static class LoggingServiceCollectionExtensions
{
    /// <summary>Adds logging to standard error, one line per event. Standard output is for data only.</summary>
    public static IServiceCollection AddLogging(this IServiceCollection services, AppSettings settings) =>
        services
            .AddSingleton<ConsoleFormatter, TextLogFormatter>()
            .AddSingleton<ConsoleFormatter, JsonLogFormatter>()
            .AddSingleton<RecentLog>()
            .AddLogging(logging =>
            {
                logging.ClearProviders();
                logging.Services.AddSingleton<ILoggerProvider>(provider => provider.GetRequiredService<RecentLog>());
                logging.SetMinimumLevel(LogLevel.Information);
                logging.AddFilter("Microsoft", LogLevel.Warning);
                logging.AddFilter("System", LogLevel.Warning);
                logging.AddFilter("Polly", LogLevel.Warning);
                logging.AddFilter("Quartz", LogLevel.Warning);

                // 'run' reports in one line why the daemon ends; the host would report it a second time.
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
