namespace ActivitySync.Commands;

internal static partial class RunLog
{
    [LoggerMessage(EventName = "ready", Level = LogLevel.Information, Message = "listen={Listen} athletes={Athletes}")]
    public static partial void Ready(this ILogger log, string listen, int athletes);

    [LoggerMessage(EventName = "stopped", Level = LogLevel.Information, Message = "the daemon has ended")]
    public static partial void Stopped(this ILogger log);
}
