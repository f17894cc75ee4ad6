namespace ActivitySync.Outbox;

/// <summary>Hands one message to the world: SMTP, or files in a folder.</summary>
internal interface IMailTransport
{
    /// <summary>Tries once; retrying is the outbox's.</summary>
    /// <param name="message">The whole message; its headers name sender and recipient.</param>
    /// <param name="tell">Hears each step in a line, without secrets; null if nobody listens.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<MailOutcome> SendAsync(ReadOnlyMemory<byte> message, Action<string>? tell, CancellationToken cancellationToken);

    /// <summary>Goes as far as a mail would, without one: a server lets us in, a folder can be written.</summary>
    /// <param name="tell">Hears each step in a line, without secrets.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    Task<MailOutcome> TryAsync(Action<string> tell, CancellationToken cancellationToken);
}
