namespace ActivitySync.Outbox;

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
