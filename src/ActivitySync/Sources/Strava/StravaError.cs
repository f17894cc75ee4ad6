using ActivitySync.Configuration;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// An error from Strava with a one-line message that says what to do. The message never quotes Strava's response.
/// </summary>
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
            or StravaErrorKind.OtherAthlete
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

    /// <summary>Creates the error of a failed response.</summary>
    public static StravaError FromResponse(StravaResponse reply, string athlete) =>
        Create(reply.ErrorKind ?? StravaErrorKind.Unreadable, athlete, reply.Status, reply.Endpoint);

    /// <param name="kind">What went wrong.</param>
    /// <param name="athlete">The athlete's name in the settings.</param>
    /// <param name="status">The HTTP status; 0 if there was no response.</param>
    /// <param name="endpoint">The requested host and the setting that defines it.</param>
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
                StravaErrorKind.NoApplication => "Strava:ClientId and Strava:ClientSecret are not both set. "
                    + $"Set both from an app created at {AppPage} (callback domain localhost; the app's owner "
                    + "needs a Strava subscription).",
                StravaErrorKind.NotConnected => $"{athlete} is not connected to Strava. Run {connect}.",
                StravaErrorKind.LimitReached => "Strava: rate limit reached. Syncing resumes automatically.",
                StravaErrorKind.TokenRefused =>
                    $"Strava refuses the token of {athlete}, even after a renewal. Run {connect}.",
                StravaErrorKind.AuthorisationDead =>
                    $"Strava no longer accepts the authorization of {athlete}: access was revoked at strava.com, so "
                        + $"the data from Strava is deleted here. Run {connect} if that was not intended.",
                StravaErrorKind.WaitsForConnect => $"{athlete} has to connect to Strava again. Run {connect}.",
                StravaErrorKind.SuccessorLost =>
                    $"Strava replaced the token of {athlete}, and the response was lost on the way. Run {connect}.",
                StravaErrorKind.ScopeMissing =>
                    $"Strava does not show the activities of {athlete}: the box 'View data about your private "
                        + $"activities' was unchecked. Run {connect} and leave the box checked.",
                StravaErrorKind.AppInactive =>
                    "Strava: the app is inactive, since its owner has no paid Strava subscription. "
                        + $"Use {AppPage} to reactivate the app after the owner subscribes.",
                StravaErrorKind.ClientIdUnknown =>
                    $"Strava:ClientId is not known to Strava. Set it to the Client ID from {AppPage}.",
                StravaErrorKind.ClientSecretWrong => "Strava:ClientSecret does not belong to Strava:ClientId. "
                    + $"Set it to the Client Secret from {AppPage}.",
                StravaErrorKind.RedirectRefused => "Strava refuses to redirect to this machine. "
                    + $"Set the app's Authorization Callback Domain to localhost at {AppPage}.",
                StravaErrorKind.AthleteLimit => "Strava: the app has reached its max number of athletes. "
                    + $"Use {AppPage} to raise the number, or remove an athlete there.",
                StravaErrorKind.CodeRefused => "Strava refuses the code, which works once and for a short time. "
                    + $"Run {connect} again for a new code.",
                StravaErrorKind.CallbackUnreachable =>
                    "Strava's events: Strava cannot reach ActivitySync:PublicUrl. Check that /strava/ is forwarded "
                        + "from outside to ActivitySync:Listen, or set PublicUrl to null. Scheduled syncs continue.",
                StravaErrorKind.SubscriptionTaken =>
                    "Strava's events: another program uses the app's only subscription. Set ActivitySync:PublicUrl "
                        + "to null, or end the other subscription. Scheduled syncs continue.",
                StravaErrorKind.ClockAhead =>
                    "Strava reports that the requested time is in the future, so this machine's clock is wrong. "
                        + "Set the clock; use a time service such as chrony to keep it right.",
                StravaErrorKind.OtherAthlete =>
                    $"Strava lists activities of another account than that of {athlete}, so none was taken. Wait for "
                        + $"the next sync; if it fails again, run 'activitysync disconnect strava --athlete {athlete}' "
                        + "and connect again.",
                StravaErrorKind.NotFound => $"{endpoint}: not found (HTTP 404). "
                    + "Check the address in the settings, or remove it to use the default.",
                StravaErrorKind.Redirected => $"{endpoint}: redirects to another address (HTTP {status}). "
                    + "Check the address in the settings, or remove it to use the default.",
                StravaErrorKind.Refused =>
                    $"Strava refused the request (HTTP {status}). Wait and retry later; if it fails again, check "
                        + $"{AppPage}.",
                StravaErrorKind.ServerError => $"Strava has an outage (HTTP {status}). Wait and retry later.",
                StravaErrorKind.Unreachable =>
                    $"Strava cannot be reached at {endpoint}. Check the network, DNS and that setting, or retry later.",
                StravaErrorKind.TimedOut => "Strava did not respond in time. Wait and retry later.",
                StravaErrorKind.BrokenOff => "Strava's response was incomplete. Wait and retry later.",
                StravaErrorKind.Unreadable =>
                    "Strava's response cannot be read (not the expected JSON). Wait and retry later.",
                _ => "Strava failed several times in a row, so requests are paused. Wait and retry later.",
            }
        );
    }

    /// <summary>Creates the exception that ends a command with this message.</summary>
    public OperationException ToException() => new(ErrorKind, Message);
}

/// <summary>The kinds of Strava errors, classified by status and body, since one status has several meanings.</summary>
internal enum StravaErrorKind
{
    /// <summary>The client ID or the client secret is not set.</summary>
    NoApplication,

    /// <summary>The athlete is not connected.</summary>
    NotConnected,

    /// <summary>The rate limit is reached. It applies to the app, not to one athlete.</summary>
    LimitReached,

    /// <summary>Strava refuses the access token.</summary>
    TokenRefused,

    /// <summary>Strava refuses the refresh token, and no response was lost: the athlete has revoked access.</summary>
    AuthorisationDead,

    /// <summary>A refused authorization is stored; no request is sent until the athlete connects again.</summary>
    WaitsForConnect,

    /// <summary>Strava refuses the refresh token after the response with the next token was lost.</summary>
    SuccessorLost,

    /// <summary>The athlete did not grant access to activities.</summary>
    ScopeMissing,

    /// <summary>The app's owner has no Strava subscription.</summary>
    AppInactive,

    ClientIdUnknown,

    ClientSecretWrong,

    RedirectRefused,

    /// <summary>The app has reached its max number of athletes.</summary>
    AthleteLimit,

    /// <summary>The code is used, expired, or not yet accepted.</summary>
    CodeRefused,

    /// <summary>Strava called the public URL and got no valid response.</summary>
    CallbackUnreachable,

    /// <summary>Another program uses the app's only event subscription.</summary>
    SubscriptionTaken,

    /// <summary>The requested time is in the future by Strava's clock.</summary>
    ClockAhead,

    /// <summary>Strava's list has only activities of another athlete.</summary>
    OtherAthlete,

    NotFound,

    Redirected,

    /// <summary>Any other 4xx.</summary>
    Refused,

    /// <summary>408 and 5xx, also nonstandard codes.</summary>
    ServerError,

    /// <summary>No connection: the request was not sent.</summary>
    Unreachable,

    /// <summary>No response in time. Strava may have processed the request.</summary>
    TimedOut,

    /// <summary>The response was incomplete. Strava probably processed the request.</summary>
    BrokenOff,

    /// <summary>A success status with an unreadable body: HTML, empty or truncated.</summary>
    Unreadable,

    /// <summary>Too many requests in a row failed, so requests are paused.</summary>
    Resting,
}
