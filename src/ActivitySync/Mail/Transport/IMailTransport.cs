namespace ActivitySync.Mail.Transport;

/// <summary>Sends messages: by SMTP, or as files in a folder.</summary>
internal interface IMailTransport
{
    /// <summary>Tries to send a message once. The outbox schedules retries.</summary>
    /// <param name="message">The complete message; its headers contain sender and recipient.</param>
    /// <param name="reportStep">Gets a line for each step, without secrets; may be null.</param>
    /// <param name="beforeHandOver">
    /// Called once, right before the last bytes that complete the message. Until then it can't have arrived. If it
    /// throws, the message is not completed and the exception is passed on. May be null.
    /// </param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    );

    /// <summary>Tests the transport without a message: connects and logs in, or writes to the folder.</summary>
    /// <param name="reportStep">Gets a line for each step, without secrets.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken);
}

/// <summary>The outcome of an attempt to send.</summary>
/// <param name="Result">The kind of outcome.</param>
/// <param name="Message">
/// One line for the operator: what failed, where, how to fix it. Contains no secret and nothing of the mail. Null if
/// accepted.
/// </param>
internal sealed record MailOutcome(MailResult Result, string? Message = null)
{
    public static MailOutcome Accepted { get; } = new(MailResult.Accepted);
}

internal enum MailResult
{
    Accepted,

    /// <summary>Not accepted now; a later attempt may succeed.</summary>
    Transient,

    /// <summary>Not sent until a person fixes a login or a setting; then a retry may succeed.</summary>
    ActionNeeded,

    /// <summary>This mail was rejected permanently.</summary>
    Permanent,

    /// <summary>The message was handed over and not clearly answered: it may have arrived.</summary>
    Unknown,
}
