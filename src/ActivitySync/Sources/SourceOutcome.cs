namespace ActivitySync.Sources;

/// <summary>How asking a source ended.</summary>
internal enum SourceOutcome
{
    /// <summary>The window was enumerated to its end.</summary>
    Complete,

    /// <summary>The source's limit is reached; no call before <see cref="SourceReading.RetryAt"/>.</summary>
    LimitReached,

    /// <summary>The source is away or answered nonsense; later may help.</summary>
    Away,

    /// <summary>A person has to act: authorise, pay, renew.</summary>
    ActionNeeded,

    /// <summary>A setting is wrong: client id, secret, address.</summary>
    Misconfigured,
}
