namespace ActivitySync.Hosting;

internal static partial class HostingLog
{
    [LoggerMessage(
        EventName = "job_failed",
        Level = LogLevel.Error,
        Message = "job={Job} failures={Failures} reason={Reason}"
    )]
    public static partial void JobFailed(this ILogger log, string job, int failures, string reason);

    [LoggerMessage(EventName = "trouble_over", Level = LogLevel.Information, Message = "was={Was}")]
    public static partial void ErrorResolved(this ILogger log, string was);

    [LoggerMessage(
        EventName = "job_stuck",
        Level = LogLevel.Error,
        Message = "job={Job} hours={Hours}; systemd's watchdog is no longer fed and restarts the daemon"
    )]
    public static partial void JobStuck(this ILogger log, string job, double hours);

    [LoggerMessage(EventName = "bytes_dropped", Level = LogLevel.Information, Message = "mails={Mails}")]
    public static partial void BytesDropped(this ILogger log, int mails);
}
