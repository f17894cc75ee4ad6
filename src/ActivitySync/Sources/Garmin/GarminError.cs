namespace ActivitySync.Sources.Garmin;

/// <summary>
/// An error of Garmin's API, with a message that says what to do. The message quotes nothing that Garmin sent.
/// </summary>
internal sealed record GarminError(GarminErrorKind Kind, string Message, DateTimeOffset? RetryAt = null)
{
    public const string KeyPageUrl = "https://connect.garmin.com/app/settings/personalApiToken";

    public SourceOutcome Outcome =>
        Kind switch
        {
            GarminErrorKind.LimitReached => SourceOutcome.LimitReached,
            GarminErrorKind.KeyRefused or GarminErrorKind.TokenRefused or GarminErrorKind.OtherAccount =>
                SourceOutcome.ActionNeeded,
            GarminErrorKind.KeyMissing or GarminErrorKind.NotFound or GarminErrorKind.Redirected =>
                SourceOutcome.Misconfigured,
            _ => SourceOutcome.Away,
        };

    public static GarminError FromResponse(GarminResponse response, string athlete) =>
        FromKind(response.ErrorKind ?? GarminErrorKind.Unreadable, athlete, response.Status);

    /// <param name="kind">The error.</param>
    /// <param name="athlete">The athlete's name in the settings.</param>
    /// <param name="status">The HTTP status; 0 if no response was received.</param>
    public static GarminError FromKind(GarminErrorKind kind, string athlete, int status = 0) =>
        new(
            kind,
            kind switch
            {
                GarminErrorKind.KeyMissing =>
                    $"GarminApiKey of {athlete} is not set. Create a key at {KeyPageUrl}, and set it in the settings, "
                        + "a file or a credential, or enter it on the page under Connect.",
                GarminErrorKind.KeyRefused =>
                    $"Garmin refuses the key of {athlete}: it is expired, deleted, mistyped, or was ended by a newer "
                        + "key, because an account has one key at a time. "
                        + $"Use the newest key, or create one at {KeyPageUrl}, set GarminApiKey to it, "
                        + $"and run 'activitysync connect garmin --athlete {athlete}'.",
                GarminErrorKind.TokenRefused =>
                    $"Garmin refuses the token of {athlete} but accepted the key. A newer key ends an older one: check "
                        + $"{KeyPageUrl} for the newest, set GarminApiKey to it, "
                        + $"and run 'activitysync connect garmin --athlete {athlete}'.",
                GarminErrorKind.LimitReached => "Garmin: rate limit reached; syncing resumes automatically.",
                GarminErrorKind.NotFound =>
                    "Garmin:ApiUrl: the address does not exist (HTTP 404). Check it, or remove it for the default. "
                        + "Garmin may have changed its API; run 'activitysync doctor' for details.",
                GarminErrorKind.Redirected => $"Garmin:ApiUrl: the address redirects to another one (HTTP {status}). "
                    + "Check it, or remove it for the default.",
                GarminErrorKind.Refused => $"Garmin refused the request (HTTP {status}). Wait and retry.",
                GarminErrorKind.ServerError => $"Garmin has a server error (HTTP {status}). Wait and retry.",
                GarminErrorKind.Unreachable =>
                    "Garmin cannot be reached (Garmin:ApiUrl). Check the network and DNS, or wait and retry.",
                GarminErrorKind.TimedOut => "Garmin did not answer in time. Wait and retry.",
                GarminErrorKind.ConnectionLost => "The connection to Garmin was lost. Wait and retry.",
                GarminErrorKind.Unreadable => "Garmin's response is unreadable: it has an unexpected format. "
                    + "Wait and retry, or run 'activitysync doctor' for details.",
                GarminErrorKind.OtherAccount =>
                    $"Garmin lists activities of another account than that of {athlete}, so none was taken. "
                        + $"Check GarminApiKey of {athlete}; to change accounts, run "
                        + $"'activitysync disconnect garmin --athlete {athlete}' first, then connect again.",
                _ => "Garmin failed several times in a row; requests are paused for a moment. Wait and retry.",
            }
        );
}

/// <summary>The kinds of errors of Garmin's personal API.</summary>
internal enum GarminErrorKind
{
    /// <summary>Neither the settings nor the page have a key for the athlete.</summary>
    KeyMissing,

    /// <summary>
    /// The key is refused: expired, deleted, mistyped or ended by a newer key. Only the athlete can fix that.
    /// </summary>
    KeyRefused,

    /// <summary>The token is refused although it is new.</summary>
    TokenRefused,

    /// <summary>The rate limit is reached; the response says for how long.</summary>
    LimitReached,

    NotFound,

    Redirected,

    /// <summary>Any other 4xx.</summary>
    Refused,

    /// <summary>408 and 5xx.</summary>
    ServerError,

    Unreachable,

    TimedOut,

    ConnectionLost,

    /// <summary>
    /// The status is a success, but the body is unusable: HTML, empty, cut off, or a list that changed between its
    /// pages.
    /// </summary>
    Unreadable,

    CircuitOpen,

    /// <summary>The list is that of another account than before, or of several.</summary>
    OtherAccount,
}
