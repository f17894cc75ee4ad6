namespace ActivitySync.Outbox;

internal enum MailResult
{
    Accepted,

    /// <summary>Not taken now; later may help.</summary>
    Transient,

    /// <summary>Refused for good; a person has to act.</summary>
    Permanent,

    /// <summary>The message went out and the answer never came: it may have been taken.</summary>
    Unknown,
}
