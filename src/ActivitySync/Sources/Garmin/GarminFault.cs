namespace ActivitySync.Sources.Garmin;

/// <summary>What can go wrong with Garmin's personal API.</summary>
internal enum GarminFault
{
    /// <summary>The settings hold no key of the runner's.</summary>
    NoKey,

    /// <summary>The key is refused: expired, deleted, or mistyped. Only the runner can mend that.</summary>
    KeyRefused,

    /// <summary>The token is refused although it was just made.</summary>
    TokenRefused,

    /// <summary>Too many calls; the answer says for how long.</summary>
    LimitReached,

    NotFound,

    Redirected,

    /// <summary>Any other 4xx.</summary>
    Refused,

    /// <summary>408 and 5xx.</summary>
    ServerTrouble,

    Unreachable,

    TimedOut,

    BrokenOff,

    /// <summary>The answer says it went well and cannot be read: HTML, nothing, half a document, a list that moved while it was read.</summary>
    Unreadable,

    Resting,
}
