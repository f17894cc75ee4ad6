namespace ActivitySync.Digest.Rendering;

/// <summary>The log events of rendering mails.</summary>
internal static partial class DigestLog
{
    [LoggerMessage(EventName = "mail_template_broken", Level = LogLevel.Warning, Message = "reason={Reason}")]
    public static partial void TemplateBroken(this ILogger logger, string reason);

    [LoggerMessage(EventName = "calendar_not_written", Level = LogLevel.Warning, Message = "reason={Reason}")]
    public static partial void FeedNotWritten(this ILogger logger, string reason);
}
