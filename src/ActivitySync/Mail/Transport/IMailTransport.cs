namespace ActivitySync.Mail.Transport;

/// <summary>Hands one message to the world: SMTP, or files in a folder.</summary>
internal interface IMailTransport
{
    /// <summary>Tries once; retrying is the outbox's.</summary>
    /// <param name="message">The whole message; its headers name sender and recipient.</param>
    /// <param name="reportStep">Hears each step in a line, without secrets; null if nobody listens.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<MailOutcome> SendAsync(
        ReadOnlyMemory<byte> message,
        Action<string>? reportStep,
        CancellationToken cancellationToken
    );

    /// <summary>Goes as far as a mail would, without one: a server lets us in, a folder can be written.</summary>
    /// <param name="reportStep">Hears each step in a line, without secrets.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<MailOutcome> TestAsync(Action<string> reportStep, CancellationToken cancellationToken);
}

/// <summary>How an attempt to send ended.</summary>
/// <param name="Result">What the other side made of it.</param>
/// <param name="Message">One line for the operator: what, where, how to mend it. No secret, nothing of the mail. Null if accepted.</param>
internal sealed record MailOutcome(MailResult Result, string? Message = null)
{
    public static MailOutcome Accepted { get; } = new(MailResult.Accepted);
}

internal enum MailResult
{
    Accepted,

    /// <summary>Not taken now; later may help.</summary>
    Transient,

    /// <summary>Nothing was handed over, and a person has to act (a login, a setting): then the same mail goes through.</summary>
    ActionNeeded,

    /// <summary>This mail is refused for good.</summary>
    Permanent,

    /// <summary>The message went out and the answer never came: it may have been taken.</summary>
    Unknown,
}
