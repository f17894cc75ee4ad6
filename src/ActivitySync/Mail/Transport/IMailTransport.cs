namespace ActivitySync.Mail.Transport;

/// <summary>Sends messages: by SMTP, or as files in a folder.</summary>
internal interface IMailTransport
{
    /// <summary>
    /// Tries to send a message once, over a connection of its own. The outbox schedules retries.
    /// </summary>
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

    /// <summary>Opens a session for several mails. It connects when the first one is sent.</summary>
    IMailSession OpenSession();

    /// <summary>Tests the transport without a message: connects and logs in, or writes to the folder.</summary>
    /// <param name="reportStep">Gets a line for each step, without secrets.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken);
}

/// <summary>
/// Sends messages one after the other, over one connection where the transport has connections. Used by one caller at a
/// time. Disposing it closes the connection.
/// </summary>
internal interface IMailSession : IAsyncDisposable
{
    /// <summary>An idle connection is closed after this time: many servers close it too.</summary>
    static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30);

    /// <summary>There is a connection. It is to be closed when it has been idle for <see cref="IdleLimit"/>.</summary>
    bool IsOpen { get; }

    /// <summary>Tries to send a message once. The outbox schedules retries.</summary>
    /// <param name="message">The complete message; its headers contain sender and recipient.</param>
    /// <param name="beforeHandOver">As for <see cref="IMailTransport.SendAsync"/>.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    );

    /// <summary>Closes the connection; the next mail opens another.</summary>
    Task CloseAsync();
}

/// <summary>A session of a transport without connections.</summary>
internal sealed class UnconnectedSession(IMailTransport transport) : IMailSession
{
    public bool IsOpen => false;

    public Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action? beforeHandOver,
        CancellationToken cancellationToken
    ) => transport.SendAsync(message, reportStep: null, beforeHandOver, cancellationToken);

    public Task CloseAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
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
