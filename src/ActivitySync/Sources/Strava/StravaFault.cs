namespace ActivitySync.Sources.Strava;

/// <summary>What can go wrong with Strava, by status and body: the status alone does not tell.</summary>
internal enum StravaFault
{
    /// <summary>The settings name no client id or secret.</summary>
    NoApplication,

    /// <summary>The runner never connected, or has disconnected.</summary>
    NotConnected,

    /// <summary>Too many calls; the application's limit, not the runner's.</summary>
    LimitReached,

    /// <summary>The access token is refused.</summary>
    TokenRefused,

    /// <summary>The refresh token is refused and no answer of ours was lost: the runner has withdrawn the access.</summary>
    AuthorisationDead,

    /// <summary>Found dead before; Strava is not asked again until the runner connects.</summary>
    WaitsForConnect,

    /// <summary>The refresh token is refused, after the answer that held its successor was lost.</summary>
    SuccessorLost,

    /// <summary>The runner did not grant the reading of activities.</summary>
    ScopeMissing,

    /// <summary>The application's owner has no subscription.</summary>
    AppInactive,

    ClientIdUnknown,

    ClientSecretWrong,

    RedirectRefused,

    /// <summary>The application has as many athletes as it may have.</summary>
    AthleteLimit,

    /// <summary>A code used, too old, or asked for too early.</summary>
    CodeRefused,

    /// <summary>Strava asked the page's address from outside and got no right answer.</summary>
    CallbackUnreachable,

    /// <summary>The application has its one subscription to events already.</summary>
    SubscriptionTaken,

    /// <summary>The time asked for lies in Strava's future.</summary>
    ClockAhead,

    NotFound,

    Redirected,

    /// <summary>Any other 4xx.</summary>
    Refused,

    /// <summary>408 and 5xx, the invented ones too.</summary>
    ServerTrouble,

    /// <summary>No connection was made: nothing was asked.</summary>
    Unreachable,

    /// <summary>No answer in time: it may have been acted upon.</summary>
    TimedOut,

    /// <summary>The answer ended early: it was probably acted upon.</summary>
    BrokenOff,

    /// <summary>The answer says it went well and cannot be read: HTML, nothing, half a document.</summary>
    Unreadable,

    /// <summary>Too many calls in a row failed; none is made for a moment.</summary>
    Resting,
}
