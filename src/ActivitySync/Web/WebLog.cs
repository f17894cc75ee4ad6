namespace ActivitySync.Web;

internal static partial class WebLog
{
    [LoggerMessage(EventName = "mails_off", Level = LogLevel.Information, Message = "athlete={Athlete} by=unsubscribe_link")]
    public static partial void Unsubscribed(this ILogger log, string athlete);
}
