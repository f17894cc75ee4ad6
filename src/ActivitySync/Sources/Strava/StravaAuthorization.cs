using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using Microsoft.AspNetCore.WebUtilities;

namespace ActivitySync.Sources.Strava;

/// <summary>Connects an athlete: builds the URL to open, validates the response, exchanges the code.</summary>
internal sealed class StravaAuthorization(
    AppSettings settings,
    AthleteRoster roster,
    Database database,
    TokenStore store,
    StravaApiClient api,
    SecretProtector protector,
    RefreshLock gate,
    TimeProvider clock
)
{
    /// <summary>All activities, also private ones, since a private race counts for recovery.</summary>
    private const string Scope = "read,activity:read_all";

    private const string RequiredScope = "activity:read_all";

    /// <summary>The box behind <see cref="RequiredScope"/>, as Strava's page names it.</summary>
    public const string RequiredBox = "View data about your private activities";

    private const int StateBytes = 16;

    /// <summary>The random part of a state, in characters.</summary>
    private const int RandomLength = 2 * StateBytes;

    /// <summary>How long an authorization URL is valid.</summary>
    private static readonly TimeSpan StateLifetime = TimeSpan.FromHours(1);

    /// <summary>How often and how many times tokens are saved again that the database doesn't accept.</summary>
    private static readonly TimeSpan SaveDelay = TimeSpan.FromSeconds(5);
    private const int MaxSaveAttempts = 12;

    /// <summary>Strava sometimes refuses a code that it issued just now and accepts it a moment later.</summary>
    private static readonly TimeSpan NewCodeDelay = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationException">The settings do not allow connecting this athlete.</exception>
    public void EnsureCanConnect(AthleteSettings athlete)
    {
        if (!settings.GetSource<StravaSettings>().HasApplication)
        {
            throw StravaError.Create(StravaErrorKind.NoApplication, athlete.Name).ToException();
        }

        if (!athlete.Sources.IsEnabled(StravaDescriptor.SourceName))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Athletes: {athlete.Name} does not use Strava. "
                    + $"Set Sources:Strava of {athlete.Name} to true in the settings first."
            );
        }
    }

    /// <summary>
    /// Checks the client ID and secret before the athlete opens Strava's page. Sends an invalid code: Strava reports
    /// the code as invalid only if the ID and the secret are valid.
    /// </summary>
    /// <exception cref="OperationException">Strava refuses them or is unavailable.</exception>
    public async Task CheckApplicationAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        var reply = await api.RequestTokenAsync(
            "authorization_code",
            "code",
            "none",
            new RequestCounter(),
            cancellationToken
        );
        if (reply.ErrorKind is not (null or StravaErrorKind.CodeRefused or StravaErrorKind.Refused))
        {
            throw StravaError.FromResponse(reply, athlete.Name).ToException();
        }
    }

    /// <summary>Creates and saves a new state, which replaces an earlier one.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="sessionKey">The browser session that the answer must come from; null for the terminal.</param>
    public string CreateState(AthleteSettings athlete, string? sessionKey = null)
    {
        var random = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StateBytes));
        var state = sessionKey is null ? random : BindToSession(random, sessionKey);
        using var connection = database.Open();
        PendingAuthorizationRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            StravaSource.StoreName,
            new PendingAuthorization(state, clock.GetUtcNow())
        );
        return state;
    }

    /// <summary>Finds the state that was created for a session and is not answered yet; null without one.</summary>
    public string? FindState(AthleteSettings athlete, string sessionKey)
    {
        using var connection = database.Open();
        return
            PendingAuthorizationRepository.Find(
                connection,
                AthleteRepository.GetIdForReading(connection, athlete.Name),
                StravaSource.StoreName
            )
                is { } pending
            && clock.GetUtcNow() - pending.RequestedAt <= StateLifetime
            && IsOfSession(pending.State, sessionKey)
            ? pending.State
            : null;
    }

    /// <summary>Builds the URL at Strava that the athlete opens.</summary>
    public Uri BuildAuthorizeUri(string state, Uri redirect) =>
        new(
            QueryHelpers.AddQueryString(
                StravaApiClient.BuildUri(settings.GetSource<StravaSettings>().OAuthUrl, "authorize").AbsoluteUri,
                new Dictionary<string, string?>
                {
                    ["client_id"] = settings.GetSource<StravaSettings>().ClientId,
                    ["redirect_uri"] = redirect.AbsoluteUri,
                    ["response_type"] = "code",
                    ["approval_prompt"] = "auto",
                    ["scope"] = Scope,
                    ["state"] = state,
                }
            )
        );

    /// <summary>Parses a code, or the full address the browser ended on.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="input">What was typed, or the query of the answer.</param>
    /// <param name="sessionKey">
    /// The browser session that the answer comes from; null for the terminal, where a code is enough.
    /// </param>
    /// <exception cref="ConnectException">The input does not match the request, or the athlete declined.</exception>
    public AuthorizationResponse ParseResponse(AthleteSettings athlete, string input, string? sessionKey = null)
    {
        input = input.Trim();
        var isAddress = input.Contains('=') || input.Contains("://", StringComparison.Ordinal);
        if (!isAddress)
        {
            return
                sessionKey is null
                && input.Length > 0
                && input.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
                ? new AuthorizationResponse(input, "")
                : throw new ConnectException(
                    ConnectProblem.Unreadable,
                    ErrorKind.InvalidInput,
                    "--code: neither a code nor an address. Use the full address the browser ended on, in quotes."
                );
        }

        var query = QueryHelpers.ParseQuery(input[(input.IndexOf('?') + 1)..].Split('#')[0]);
        CheckState(athlete, query.TryGetValue("state", out var state) ? state[0] ?? "" : "", sessionKey);
        var again = $"Run 'activitysync connect strava --athlete {athlete.Name}' again";
        if (query.TryGetValue("error", out var error))
        {
            throw error[0] == "access_denied"
                ? new ConnectException(
                    ConnectProblem.Declined,
                    ErrorKind.ActionRequired,
                    "Strava: access was declined on Strava's page (access_denied), so nothing is connected. "
                        + $"{again} and choose Authorize."
                )
                : new ConnectException(
                    ConnectProblem.Refused,
                    ErrorKind.ActionRequired,
                    $"Strava: Strava's page ended with an error, so nothing is connected. {again}."
                );
        }

        var scope = query.TryGetValue("scope", out var granted) ? granted[0] ?? "" : "";
        if (
            (scope.Length > 0 || sessionKey is not null)
            && !scope.Split([',', ' '], StringSplitOptions.TrimEntries).Contains(RequiredScope)
        )
        {
            throw new ConnectException(
                ConnectProblem.PermissionMissing,
                ErrorKind.ActionRequired,
                $"Strava: the box '{RequiredBox}' ({RequiredScope}) was unchecked, so "
                    + $"activities would be missing and nothing is connected. {again} and leave the box checked."
            );
        }

        return query.TryGetValue("code", out var code) && code[0] is { Length: > 0 } found
            ? new AuthorizationResponse(found, scope)
            : throw new ConnectException(
                ConnectProblem.Unreadable,
                ErrorKind.InvalidInput,
                $"--code: the address has no code. {again}."
            );
    }

    /// <summary>
    /// Exchanges the code for tokens and saves them. A code works once, so tokens that cannot be saved stay in memory,
    /// and saving them is repeated for a while.
    /// </summary>
    /// <exception cref="DatabaseException">The database doesn't accept the tokens, also not later.</exception>
    /// <exception cref="OperationException">Strava refuses or is unavailable, or the account is unexpected.</exception>
    public async Task<ConnectedAthlete> CompleteAsync(
        AthleteSettings athlete,
        AuthorizationResponse answer,
        CancellationToken cancellationToken
    )
    {
        // The lock prevents a concurrent renewal of the old tokens from overwriting the new ones.
        var athleteId = GetAthleteId(athlete);
        using var turn = await gate.AcquireAsync(StravaSource.StoreName, athleteId, cancellationToken);
        database.CheckDiskIsWritable(); // before the code is used
        var reply = await ExchangeAsync(answer.Code, cancellationToken);
        if (reply.ErrorKind == StravaErrorKind.CodeRefused)
        {
            await Task.Delay(NewCodeDelay, clock, cancellationToken);
            reply = await ExchangeAsync(answer.Code, cancellationToken);
        }

        if (reply.ErrorKind == StravaErrorKind.CodeRefused && await IsAccessTokenAsync(answer, cancellationToken))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                "--code: this is the access token from strava.com/settings/api, which cannot read activities and "
                    + $"expires within hours. Run 'activitysync connect strava --athlete {athlete.Name}' and open "
                    + "the address it prints."
            );
        }

        if (reply.ErrorKind is not null)
        {
            throw StravaError.FromResponse(reply, athlete.Name).ToException();
        }

        if (StravaTokenResponse.Parse(reply.Body, clock.GetUtcNow()) is not { AthleteId.Length: > 0 } tokens)
        {
            throw StravaError.Create(StravaErrorKind.Unreadable, athlete.Name).ToException();
        }

        using (var connection = database.Open())
        {
            CheckAthlete(connection, athlete, athleteId, tokens.AthleteId);
        }

        await SaveAsync(
            athleteId,
            new StoredTokens
            {
                SourceAthleteId = tokens.AthleteId,
                AccessToken = tokens.AccessToken,
                RefreshToken = tokens.RefreshToken,
                ExpiresAt = tokens.ExpiresAt,
                Scope = answer.Scope,
            },
            cancellationToken
        );
        return new ConnectedAthlete(tokens.AthleteId, string.Concat(tokens.FirstName.Where(c => !char.IsControl(c))));
    }

    private async Task SaveAsync(long athleteId, StoredTokens tokens, CancellationToken cancellationToken)
    {
        var isSaved = store.Save(athleteId, StravaSource.StoreName, tokens, connection =>
            PendingAuthorizationRepository.Delete(connection, athleteId, StravaSource.StoreName)
        );
        for (var attempt = 1; !isSaved; attempt++)
        {
            await Task.Delay(SaveDelay, clock, cancellationToken);
            try
            {
                store.EnsureSaved(athleteId, StravaSource.StoreName);
                isSaved = true;
            }
            catch (Exception exception)
                when (exception is DatabaseException or System.Data.Common.DbException && attempt < MaxSaveAttempts)
            {
                // Another program may have locked the database, or the disk was full and files are being deleted.
            }
        }
    }

    private long GetAthleteId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
    }

    // Not cancellable: a code works once, so its response must not be lost.
    private async Task<StravaResponse> ExchangeAsync(string code, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return await api.RequestTokenAsync(
            "authorization_code",
            "code",
            code,
            new RequestCounter(),
            CancellationToken.None
        );
    }

    private async Task<bool> IsAccessTokenAsync(AuthorizationResponse answer, CancellationToken cancellationToken) =>
        answer.Scope.Length == 0
        && (await api.GetAsync("athlete", answer.Code, new RequestCounter(), cancellationToken)).ErrorKind
            is null
                or StravaErrorKind.ScopeMissing;

    private string BindToSession(string random, string sessionKey) =>
        $"{random}{protector.DeriveToken($"authorization {random} {sessionKey}")}";

    private bool IsOfSession(string state, string sessionKey) =>
        state.Length > RandomLength
        && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(BindToSession(state[..RandomLength], sessionKey)),
            Encoding.UTF8.GetBytes(state)
        );

    private void CheckState(AthleteSettings athlete, string state, string? sessionKey)
    {
        using var connection = database.Open();
        var asked = PendingAuthorizationRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            StravaSource.StoreName
        );
        var again = $"Run 'activitysync connect strava --athlete {athlete.Name}' and open the address it prints";
        if (
            asked is null
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(asked.State),
                Encoding.UTF8.GetBytes(state)
            )
            || (sessionKey is not null && !IsOfSession(state, sessionKey))
        )
        {
            throw new ConnectException(
                ConnectProblem.NotAskedHere,
                ErrorKind.InvalidInput,
                $"--code: this address does not match the last one printed for {athlete.Name}. {again}."
            );
        }

        if (clock.GetUtcNow() - asked.RequestedAt > StateLifetime)
        {
            throw new ConnectException(
                ConnectProblem.Expired,
                ErrorKind.InvalidInput,
                $"--code: the address was printed more than an hour ago. {again}."
            );
        }
    }

    /// <summary>Checks that a Strava account has one athlete, since its data may be shown to nobody else.</summary>
    private void CheckAthlete(
        System.Data.Common.DbConnection connection,
        AthleteSettings athlete,
        long athleteId,
        string stravaId
    )
    {
        if (
            TokenRepository.FindAthleteId(connection, StravaSource.StoreName, stravaId) is { } owner
            && owner != athleteId
        )
        {
            var name = roster.Find(connection, owner)?.Name ?? "another athlete";
            throw new ConnectException(
                ConnectProblem.AccountTaken,
                ErrorKind.InvalidInput,
                $"Strava: account {stravaId} is already connected as {name}. "
                    + $"Use the account of {athlete.Name}: log in at strava.com, then connect again."
            );
        }

        if (
            TokenRepository.Exists(connection, athleteId, StravaSource.StoreName)
            && TokenRepository.FindAthleteId(connection, StravaSource.StoreName, stravaId) is null
        )
        {
            throw new ConnectException(
                ConnectProblem.OtherAccount,
                ErrorKind.InvalidInput,
                $"Strava: {athlete.Name} is connected to another account than {stravaId}. "
                    + $"Run 'activitysync disconnect strava --athlete {athlete.Name}' first to change accounts."
            );
        }
    }
}

/// <summary>The response from Strava's authorization page.</summary>
/// <param name="Code">The code, which can be exchanged for tokens once.</param>
/// <param name="Scope">The granted scope; empty if only a code was given, since the scope is unknown then.</param>
internal sealed record AuthorizationResponse(string Code, string Scope)
{
    /// <summary>Leaves out the code, so that it is never logged.</summary>
    public override string ToString() => "an authorization response";
}

/// <summary>The Strava account that is now connected.</summary>
/// <param name="Id">Strava's id.</param>
/// <param name="FirstName">Without control characters; empty if unknown.</param>
internal sealed record ConnectedAthlete(string Id, string FirstName);
