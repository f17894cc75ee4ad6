using ActivitySync.Configuration;

namespace ActivitySync.Sources;

/// <summary>How an athlete connects a source on the page.</summary>
internal abstract class PageConnection
{
    /// <summary>Whether tokens or a key of the athlete are stored or set; they may have expired.</summary>
    public abstract bool HasAccess(IServiceProvider services, AthleteSettings athlete);
}

/// <summary>
/// A source whose own page asks the athlete for permission (OAuth). Its answer has a state that was created here for
/// one browser session of one athlete.
/// </summary>
internal abstract class AuthorizationConnection : PageConnection
{
    /// <summary>The text of the button as the source demands it, in every language.</summary>
    public abstract string ButtonText { get; }

    /// <summary>The box on the source's page that must stay checked, as it is written there.</summary>
    public abstract string PermissionName { get; }

    /// <summary>The address of the source's page, to which forms lead.</summary>
    public abstract Uri GetPageUrl(AppSettings settings);

    /// <summary>Creates the address that asks for permission. It replaces an earlier one of the athlete.</summary>
    /// <param name="services">The services.</param>
    /// <param name="athlete">The athlete.</param>
    /// <param name="sessionKey">Identifies the athlete's browser session.</param>
    /// <param name="redirect">Where the source sends the browser with its answer.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="OperationException">The settings don't allow it, or the source is unavailable.</exception>
    public abstract Task<Uri> StartAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        string sessionKey,
        Uri redirect,
        CancellationToken cancellationToken
    );

    /// <summary>Finds the address that <see cref="StartAsync"/> created and that is not answered yet; null without
    /// one of this session.</summary>
    public abstract Uri? FindStarted(
        IServiceProvider services,
        AthleteSettings athlete,
        string sessionKey,
        Uri redirect
    );

    /// <summary>Checks an answer and stores the tokens.</summary>
    /// <param name="services">The services.</param>
    /// <param name="athlete">The athlete.</param>
    /// <param name="sessionKey">Identifies the athlete's browser session.</param>
    /// <param name="answer">The address on which the browser ended, or its query: text from outside.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="OperationException">The answer is refused; see <see cref="ConnectException"/>.</exception>
    public abstract Task CompleteAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        string sessionKey,
        string answer,
        CancellationToken cancellationToken
    );
}

/// <summary>A source that is read with a key, which the athlete makes on the source's page.</summary>
internal abstract class KeyConnection : PageConnection
{
    /// <summary>The page where the athlete makes a key.</summary>
    public abstract string KeyPageUrl { get; }

    /// <summary>Whether the keys have a last valid day, which the athlete can enter.</summary>
    public virtual bool HasExpiry => true;

    /// <summary>Where the key that is used comes from; null without one.</summary>
    public abstract KeyOrigin? FindOrigin(IServiceProvider services, AthleteSettings athlete);

    /// <summary>Tests a key and stores it. A refused one changes nothing.</summary>
    /// <param name="services">The services.</param>
    /// <param name="athlete">The athlete.</param>
    /// <param name="key">The key: text from outside.</param>
    /// <param name="expiresOn">The last day on which it works; null if unknown.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    /// <exception cref="OperationException">The source refuses the key, or is unavailable.</exception>
    public abstract Task ConnectAsync(
        IServiceProvider services,
        AthleteSettings athlete,
        string key,
        DateOnly? expiresOn,
        CancellationToken cancellationToken
    );
}

/// <summary>Where an athlete's key for a source comes from, in ascending priority.</summary>
internal enum KeyOrigin
{
    /// <summary>The settings file.</summary>
    File,

    /// <summary>The athlete entered it on the page.</summary>
    Page,

    /// <summary>An environment variable, a file it names, or a credential.</summary>
    Environment,
}

/// <summary>Why connecting a source failed, for a page that explains it in the athlete's language.</summary>
internal enum ConnectProblem
{
    /// <summary>The text is not an answer of the source, or not a key.</summary>
    Unreadable,

    /// <summary>The answer belongs to another question: another athlete, another browser, or an earlier try.</summary>
    NotAskedHere,

    /// <summary>The question is more than an hour old.</summary>
    Expired,

    /// <summary>The athlete declined on the source's page.</summary>
    Declined,

    /// <summary>A box was unchecked on the source's page.</summary>
    PermissionMissing,

    /// <summary>The account is connected as another athlete here.</summary>
    AccountTaken,

    /// <summary>The athlete is connected to another account of the source.</summary>
    OtherAccount,

    /// <summary>The source refuses the answer or the key.</summary>
    Refused,

    /// <summary>A setting is missing or wrong.</summary>
    Misconfigured,

    /// <summary>The source can't be reached, or its rate limit is reached.</summary>
    Unavailable,
}

/// <summary>Connecting a source failed. The message is for the command line.</summary>
internal sealed class ConnectException(ConnectProblem problem, ErrorKind kind, string message)
    : OperationException(kind, message)
{
    public ConnectProblem Problem { get; } = problem;

    /// <summary>The problem behind any error of connecting; null for one of this machine.</summary>
    public static ConnectProblem? FindProblem(OperationException exception) =>
        exception switch
        {
            ConnectException connect => connect.Problem,
            { Kind: ErrorKind.ActionRequired } => ConnectProblem.Refused,
            { Kind: ErrorKind.InvalidInput } => ConnectProblem.Misconfigured,
            { Kind: ErrorKind.RemoteUnavailable } => ConnectProblem.Unavailable,
            _ => null,
        };
}
