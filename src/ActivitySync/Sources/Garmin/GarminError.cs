namespace ActivitySync.Sources.Garmin;

/// <summary>Trouble with Garmin as it is told: what, in one line, and how to mend it. It quotes nothing that Garmin sent.</summary>
internal sealed record GarminError(GarminErrorKind Kind, string Message, DateTimeOffset? RetryAt = null)
{
    public const string KeyPageUrl = "https://connect.garmin.com/app/settings/personalApiToken";

    public SourceOutcome Outcome =>
        Kind switch
        {
            GarminErrorKind.LimitReached => SourceOutcome.LimitReached,
            GarminErrorKind.KeyRefused or GarminErrorKind.TokenRefused => SourceOutcome.ActionNeeded,
            GarminErrorKind.KeyMissing or GarminErrorKind.NotFound or GarminErrorKind.Redirected =>
                SourceOutcome.Misconfigured,
            _ => SourceOutcome.Away,
        };

    public static GarminError FromResponse(GarminResponse response, string athlete) =>
        FromKind(response.ErrorKind ?? GarminErrorKind.Unreadable, athlete, response.Status);

    /// <param name="kind">What went wrong.</param>
    /// <param name="athlete">The runner's name in the settings.</param>
    /// <param name="status">The HTTP status, 0 if none came.</param>
    public static GarminError FromKind(GarminErrorKind kind, string athlete, int status = 0) =>
        new(
            kind,
            kind switch
            {
                GarminErrorKind.KeyMissing =>
                    $"GarminApiKey of {athlete} is not set; make a key at {KeyPageUrl} and put it into the settings, a file or a credential.",
                GarminErrorKind.KeyRefused =>
                    $"Garmin refuses the key of {athlete}: expired, deleted or mistyped; make a new one at {KeyPageUrl}, put it into GarminApiKey, and run 'activitysync connect garmin --athlete {athlete}'.",
                GarminErrorKind.TokenRefused =>
                    $"Garmin refuses the access of {athlete} although its key was just taken; look at {KeyPageUrl} and run 'activitysync connect garmin --athlete {athlete}'.",
                GarminErrorKind.LimitReached => "Garmin: it was asked too often; it goes on by itself.",
                GarminErrorKind.NotFound =>
                    "Garmin:ApiUrl: nothing is found there (HTTP 404); correct the address, or remove it for the default. Garmin may have changed its interface: 'activitysync doctor' tells.",
                GarminErrorKind.Redirected =>
                    $"Garmin:ApiUrl: the answer points to another address (HTTP {status}); correct the address, or remove it for the default.",
                GarminErrorKind.Refused => $"Garmin refused the call (HTTP {status}); trying again later can help.",
                GarminErrorKind.ServerError =>
                    $"Garmin has trouble of its own (HTTP {status}); trying again later can help.",
                GarminErrorKind.Unreachable =>
                    "Garmin cannot be reached (Garmin:ApiUrl); check the network and the name service. It can work again later.",
                GarminErrorKind.TimedOut => "Garmin did not answer in time; trying again later can help.",
                GarminErrorKind.ConnectionLost => "Garmin's answer broke off; trying again later can help.",
                GarminErrorKind.Unreadable =>
                    "Garmin's answer cannot be read (no list of the expected form); trying again later can help, and 'activitysync doctor' tells what it answers.",
                _ =>
                    "Garmin failed several times in a row and is left alone for a moment; trying again later can help.",
            }
        );
}

/// <summary>What can go wrong with Garmin's personal API.</summary>
internal enum GarminErrorKind
{
    /// <summary>The settings hold no key of the runner's.</summary>
    KeyMissing,

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
    ServerError,

    Unreachable,

    TimedOut,

    ConnectionLost,

    /// <summary>The answer says it went well and cannot be read: HTML, nothing, half a document, a list that moved while it was read.</summary>
    Unreadable,

    CircuitOpen,
}
