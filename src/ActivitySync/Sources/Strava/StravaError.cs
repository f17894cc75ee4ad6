using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>Trouble with Strava as it is told: what, in one line, and how to mend it. It quotes nothing that Strava sent.</summary>
internal sealed record StravaError(StravaErrorKind Kind, string Message, DateTimeOffset? RetryAt = null)
{
    private const string AppPage = "https://www.strava.com/settings/api";

    public SourceOutcome Outcome =>
        Kind switch
        {
            StravaErrorKind.LimitReached => SourceOutcome.LimitReached,
            StravaErrorKind.NotConnected
            or StravaErrorKind.TokenRefused
            or StravaErrorKind.AuthorisationDead
            or StravaErrorKind.WaitsForConnect
            or StravaErrorKind.SuccessorLost
            or StravaErrorKind.ScopeMissing
            or StravaErrorKind.AppInactive
            or StravaErrorKind.AthleteLimit
            or StravaErrorKind.CodeRefused
            or StravaErrorKind.ClockAhead => SourceOutcome.ActionNeeded,
            StravaErrorKind.NoApplication
            or StravaErrorKind.ClientIdUnknown
            or StravaErrorKind.ClientSecretWrong
            or StravaErrorKind.RedirectRefused
            or StravaErrorKind.NotFound
            or StravaErrorKind.Redirected
            or StravaErrorKind.CallbackUnreachable
            or StravaErrorKind.SubscriptionTaken => SourceOutcome.Misconfigured,
            _ => SourceOutcome.Away,
        };

    private ErrorKind ErrorKind =>
        Outcome switch
        {
            SourceOutcome.ActionNeeded => ErrorKind.ActionRequired,
            SourceOutcome.Misconfigured => ErrorKind.InvalidInput,
            _ => ErrorKind.RemoteUnavailable,
        };

    /// <summary>The trouble that a reply tells; it has one.</summary>
    public static StravaError FromResponse(StravaResponse reply, string athlete) =>
        Create(reply.ErrorKind ?? StravaErrorKind.Unreadable, athlete, reply.Status, reply.Endpoint);

    /// <param name="kind">What went wrong.</param>
    /// <param name="athlete">The runner's name in the settings.</param>
    /// <param name="status">The HTTP status, 0 if none came.</param>
    /// <param name="endpoint">The host that was asked and the setting that names it.</param>
    public static StravaError Create(
        StravaErrorKind kind,
        string athlete,
        int status = 0,
        string endpoint = "Strava:ApiUrl"
    )
    {
        var connect = $"'activitysync connect strava --athlete {athlete}'";
        return new StravaError(
            kind,
            kind switch
            {
                StravaErrorKind.NoApplication =>
                    $"Strava:ClientId and Strava:ClientSecret are not both set; make an app at {AppPage} (callback domain localhost, its owner needs a Strava subscription) and copy both into the settings.",
                StravaErrorKind.NotConnected => $"{athlete} is not connected to Strava; run {connect}.",
                StravaErrorKind.LimitReached => "Strava: the limit of calls is reached; it goes on by itself.",
                StravaErrorKind.TokenRefused => $"Strava refuses the access of {athlete}, even renewed; run {connect}.",
                StravaErrorKind.AuthorisationDead =>
                    $"Strava no longer accepts the authorisation of {athlete}: the access was withdrawn at strava.com, so what came from there is deleted here; run {connect} if that was not meant.",
                StravaErrorKind.WaitsForConnect => $"{athlete} has to connect to Strava again; run {connect}.",
                StravaErrorKind.SuccessorLost =>
                    $"Strava replaced the authorisation of {athlete} and its answer was lost on the way; run {connect}.",
                StravaErrorKind.ScopeMissing =>
                    $"Strava does not show the activities of {athlete}: the box 'View data about your private activities' was unticked; run {connect} and leave it ticked.",
                StravaErrorKind.AppInactive =>
                    $"Strava has set the app inactive: its owner needs a paid Strava subscription and must then reactivate the app at {AppPage}.",
                StravaErrorKind.ClientIdUnknown =>
                    $"Strava:ClientId is not known to Strava; copy the Client ID from {AppPage} into the settings.",
                StravaErrorKind.ClientSecretWrong =>
                    $"Strava:ClientSecret does not belong to Strava:ClientId; copy the Client Secret from {AppPage} into the settings.",
                StravaErrorKind.RedirectRefused =>
                    $"Strava refuses the way back to this machine; set the app's Authorization Callback Domain to localhost at {AppPage}.",
                StravaErrorKind.AthleteLimit =>
                    $"Strava: the app has as many athletes as it may have; its owner can raise the number at {AppPage}, or remove one.",
                StravaErrorKind.CodeRefused =>
                    $"Strava refuses the code: it can be used once and for a short time; run {connect} again for a new one.",
                StravaErrorKind.CallbackUnreachable =>
                    "Strava's events: Strava cannot reach ActivitySync:PublicUrl; let the way in from outside lead to ActivitySync:Listen for /strava/, or set PublicUrl to null. Syncs go on by their schedule.",
                StravaErrorKind.SubscriptionTaken =>
                    "Strava's events: another program holds the one subscription that the app may have; end it there, or set ActivitySync:PublicUrl to null. Syncs go on by their schedule.",
                StravaErrorKind.ClockAhead =>
                    "Strava says the time asked for lies in the future: this machine's clock is wrong; set it (a time service such as chrony keeps it right).",
                StravaErrorKind.NotFound =>
                    $"{endpoint}: nothing is found there (HTTP 404); correct the address in the settings, or remove it for the default.",
                StravaErrorKind.Redirected =>
                    $"{endpoint}: the answer points to another address (HTTP {status}); correct the address in the settings, or remove it for the default.",
                StravaErrorKind.Refused =>
                    $"Strava refused the call (HTTP {status}); trying again later can help; if it stays so, look at {AppPage}.",
                StravaErrorKind.ServerTrouble =>
                    $"Strava has trouble of its own (HTTP {status}); trying again later can help.",
                StravaErrorKind.Unreachable =>
                    $"Strava cannot be reached at {endpoint}; check the network, the name service and that setting. It can work again later.",
                StravaErrorKind.TimedOut => "Strava did not answer in time; trying again later can help.",
                StravaErrorKind.BrokenOff => "Strava's answer broke off; trying again later can help.",
                StravaErrorKind.Unreadable =>
                    "Strava's answer cannot be read (no JSON of the expected form); trying again later can help.",
                _ =>
                    "Strava failed several times in a row and is left alone for a moment; trying again later can help.",
            }
        );
    }

    /// <summary>Ends a verb with the line.</summary>
    public OperationException ToException() => new(ErrorKind, Message);
}

/// <summary>What can go wrong with Strava, by status and body: the status alone does not tell.</summary>
internal enum StravaErrorKind
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
