using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Keys;

/// <summary>
/// An error of a service that is read with a key, with a message that says what to do. The message quotes nothing that
/// the service sent.
/// </summary>
internal sealed record KeyError(KeyErrorKind Kind, string Message, DateTimeOffset? RetryAt = null)
{
    /// <summary>Used if the response to too many calls has no Retry-After.</summary>
    private static readonly TimeSpan DefaultRetryAfter = TimeSpan.FromMinutes(5);

    public SourceOutcome Outcome =>
        Kind switch
        {
            KeyErrorKind.LimitReached => SourceOutcome.LimitReached,
            KeyErrorKind.KeyRefused or KeyErrorKind.TokenRefused or KeyErrorKind.OtherAccount =>
                SourceOutcome.ActionNeeded,
            KeyErrorKind.KeyMissing or KeyErrorKind.NotFound or KeyErrorKind.Redirected => SourceOutcome.Misconfigured,
            _ => SourceOutcome.Away,
        };

    /// <param name="service">The service.</param>
    /// <param name="response">A response with an error.</param>
    /// <param name="athlete">The athlete's name in the settings.</param>
    /// <param name="clock">The clock, for when the service may be called again.</param>
    public static KeyError FromResponse(KeyService service, KeyResponse response, string athlete, TimeProvider clock) =>
        FromKind(service, response.ErrorKind ?? KeyErrorKind.Unreadable, athlete, response.Status) with
        {
            RetryAt = ComputeRetryAt(response, clock),
        };

    /// <param name="service">The service.</param>
    /// <param name="kind">The error.</param>
    /// <param name="athlete">The athlete's name in the settings.</param>
    /// <param name="status">The HTTP status; 0 if no response was received.</param>
    public static KeyError FromKind(KeyService service, KeyErrorKind kind, string athlete, int status = 0)
    {
        var (name, url) = (service.Name, $"{service.SectionName}:ApiUrl");
        var connect = $"'activitysync connect {service.Name.Text} --athlete {athlete}'";
        return new(
            kind,
            kind switch
            {
                KeyErrorKind.KeyMissing => $"{service.KeySetting} of {athlete} is not set. Create a key at "
                    + $"{service.KeyPageUrl}, and set it in the settings, a file or a credential, or enter it on the "
                    + "page under Connect.",
                KeyErrorKind.KeyRefused => $"{name} refuses the key of {athlete}: it {service.RefusalReason}. "
                    + $"Use the newest key, or create one at {service.KeyPageUrl}, set {service.KeySetting} to it, "
                    + $"and run {connect}.",
                KeyErrorKind.TokenRefused =>
                    $"{name} refuses the token of {athlete} but accepted the key. A newer key ends an older one: check "
                        + $"{service.KeyPageUrl} for the newest, set {service.KeySetting} to it, and run {connect}.",
                KeyErrorKind.LimitReached => $"{name}: rate limit reached; syncing resumes automatically.",
                KeyErrorKind.NotFound =>
                    $"{url}: the address does not exist (HTTP 404). Check it, or remove it for the default. "
                        + $"{name} may have changed its API; run 'activitysync doctor' for details.",
                KeyErrorKind.Redirected => $"{url}: the address redirects to another one (HTTP {status}). "
                    + "Check it, or remove it for the default.",
                KeyErrorKind.Refused => $"{name} refused the request (HTTP {status}). Wait and retry.",
                KeyErrorKind.ServerError => $"{name} has a server error (HTTP {status}). Wait and retry.",
                KeyErrorKind.Unreachable =>
                    $"{name} cannot be reached ({url}). Check the network and DNS, or wait and retry.",
                KeyErrorKind.TimedOut => $"{name} did not answer in time. Wait and retry.",
                KeyErrorKind.ConnectionLost => $"The connection to {name} was lost. Wait and retry.",
                KeyErrorKind.Unreadable => $"The response of {name} is unreadable: it has an unexpected format. "
                    + "Wait and retry, or run 'activitysync doctor' for details.",
                KeyErrorKind.OtherAccount =>
                    $"{name} lists activities of another account than that of {athlete}, so none was taken. "
                        + $"Check {service.KeySetting} of {athlete}; to change accounts, run "
                        + $"'activitysync disconnect {service.Name.Text} --athlete {athlete}' first, then connect "
                        + "again.",
                _ => $"{name} failed several times in a row; requests are paused for a moment. Wait and retry.",
            }
        );
    }

    public OperationException ToException() =>
        new(
            Outcome switch
            {
                SourceOutcome.ActionNeeded => ErrorKind.ActionRequired,
                SourceOutcome.Misconfigured => ErrorKind.InvalidInput,
                _ => ErrorKind.RemoteUnavailable,
            },
            Message
        );

    /// <summary>Computes when the service may be called again; null if the response is not a rate limit.</summary>
    private static DateTimeOffset? ComputeRetryAt(KeyResponse response, TimeProvider clock)
    {
        if (response.ErrorKind != KeyErrorKind.LimitReached)
        {
            return null;
        }

        var wait = response.RetryAfter is { } asked && asked > TimeSpan.Zero ? asked : DefaultRetryAfter;
        if (wait > PlausibleInstant.MaxWait)
        {
            wait = PlausibleInstant.MaxWait;
        }

        // The database stores whole seconds.
        return clock.GetUtcNow() + TimeSpan.FromSeconds(Math.Ceiling(wait.TotalSeconds) + 1);
    }
}

/// <summary>The kinds of errors of services that are read with a key.</summary>
internal enum KeyErrorKind
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
