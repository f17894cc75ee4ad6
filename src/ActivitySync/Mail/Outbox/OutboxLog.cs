using ActivitySync.Data;

namespace ActivitySync.Mail.Outbox;

/// <summary>The outbox's log events. Of a mail's content they contain only the Message-ID.</summary>
internal static partial class OutboxLog
{
    [LoggerMessage(
        EventName = "mail_planned",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} period={Period}"
    )]
    public static partial void Planned(this ILogger log, string athlete, MailPeriod period);

    [LoggerMessage(
        EventName = "mail_skipped",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} period={Period} reason={Reason}"
    )]
    public static partial void Skipped(this ILogger log, string athlete, MailPeriod period, string reason);

    [LoggerMessage(
        EventName = "mail_missed",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} period={Period} reason={Reason}"
    )]
    public static partial void Missed(this ILogger log, string athlete, MailPeriod period, string reason);

    [LoggerMessage(
        EventName = "mail_sent",
        Level = LogLevel.Information,
        Message = "athlete={Athlete} period={Period} message_id={MessageId}"
    )]
    public static partial void Sent(this ILogger log, string athlete, MailPeriod period, string? messageId);

    [LoggerMessage(
        EventName = "mail_waits",
        Level = LogLevel.Warning,
        Message = "athlete={Athlete} period={Period} until={Until:yyyy-MM-ddTHH:mm:ssZ} reason={Reason}"
    )]
    public static partial void Waits(
        this ILogger log,
        string athlete,
        MailPeriod period,
        DateTimeOffset until,
        string? reason
    );

    [LoggerMessage(
        EventName = "mail_failed",
        Level = LogLevel.Error,
        Message = "athlete={Athlete} period={Period} state={State} reason={Reason}"
    )]
    public static partial void Failed(this ILogger log, string athlete, MailPeriod period, string state, string reason);

    [LoggerMessage(
        EventName = "mail_not_rendered",
        Level = LogLevel.Error,
        Message = "athlete={Athlete} period={Period} attempts={Attempts} reason={Reason}"
    )]
    public static partial void NotRendered(
        this ILogger log,
        string athlete,
        MailPeriod period,
        long attempts,
        string reason
    );
}
