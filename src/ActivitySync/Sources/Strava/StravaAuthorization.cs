using System.Security.Cryptography;
using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;
using Microsoft.AspNetCore.WebUtilities;

namespace ActivitySync.Sources.Strava;

/// <summary>Connects a runner: the address to open, the answer held against what was asked, the code made into tokens.</summary>
internal sealed class StravaAuthorization(
    AppSettings settings,
    Database database,
    SecretProtector box,
    StravaApiClient api,
    RefreshLock gate,
    TimeProvider clock
)
{
    /// <summary>All activities, those shown to nobody else too: a race kept private counts for recovery.</summary>
    private const string Scope = "read,activity:read_all";

    private const string RequiredScope = "activity:read_all";

    private const int StateBytes = 16;

    /// <summary>How long an address may be answered.</summary>
    private static readonly TimeSpan StateLifetime = TimeSpan.FromHours(1);

    /// <summary>Strava sometimes refuses a code that is fresher than its own records; a moment later it takes it.</summary>
    private static readonly TimeSpan FreshCodeDelay = TimeSpan.FromSeconds(2);

    /// <exception cref="OperationException">The settings do not allow connecting this runner.</exception>
    public void EnsureCanConnect(AthleteSettings athlete)
    {
        if (settings.Strava.ClientId is null or "" || settings.Strava.ClientSecret is null or "")
        {
            throw StravaError.Create(StravaErrorKind.NoApplication, athlete.Name).ToException();
        }

        if (!athlete.Sources.Strava)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Athletes: {athlete.Name} does not use Strava; set Sources:Strava of {athlete.Name} to true in the settings first."
            );
        }
    }

    /// <summary>
    /// Shows Strava the client id and secret before the runner is sent there: with a code that nobody was given, Strava
    /// complains of the code only if it knows both.
    /// </summary>
    /// <exception cref="OperationException">Strava does not take them, or is away.</exception>
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

    /// <summary>A fresh state, kept for the answer; it replaces one asked for before.</summary>
    public string CreateState(AthleteSettings athlete)
    {
        var state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StateBytes));
        using var connection = database.Open();
        PendingAuthorizationRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            StravaSource.StoreName,
            new PendingAuthorization(state, clock.GetUtcNow())
        );
        return state;
    }

    /// <summary>The address at Strava that the runner opens.</summary>
    public Uri BuildAuthorizeUri(string state, Uri redirect) =>
        new(
            QueryHelpers.AddQueryString(
                StravaApiClient.BuildUri(settings.Strava.OAuthUrl, "authorize").AbsoluteUri,
                new Dictionary<string, string?>
                {
                    ["client_id"] = settings.Strava.ClientId,
                    ["redirect_uri"] = redirect.AbsoluteUri,
                    ["response_type"] = "code",
                    ["approval_prompt"] = "auto",
                    ["scope"] = Scope,
                    ["state"] = state,
                }
            )
        );

    /// <summary>Reads a bare code, or the whole address the browser ended on.</summary>
    /// <exception cref="OperationException">It is no answer to what was asked, or the runner said no.</exception>
    public AuthorizationResponse ParseResponse(AthleteSettings athlete, string input)
    {
        input = input.Trim();
        if (!input.Contains('=') && !input.Contains("://", StringComparison.Ordinal))
        {
            return input.Length > 0 && input.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~')
                ? new AuthorizationResponse(input, "")
                : throw new OperationException(
                    ErrorKind.InvalidInput,
                    "--code: neither a code nor an address; paste the whole address the browser ended on, in quotes."
                );
        }

        var query = QueryHelpers.ParseQuery(input[(input.IndexOf('?') + 1)..].Split('#')[0]);
        CheckState(athlete, query.TryGetValue("state", out var state) ? state[0] ?? "" : "");
        var again = $"run 'activitysync connect strava --athlete {athlete.Name}' again";
        if (query.TryGetValue("error", out var error))
        {
            throw new OperationException(
                ErrorKind.ActionRequired,
                error[0] == "access_denied"
                    ? $"Strava: the access was declined on its page (access_denied), so nothing is connected; {again} and choose Authorize."
                    : $"Strava: its page ended with an error, so nothing is connected; {again}."
            );
        }

        var scope = query.TryGetValue("scope", out var granted) ? granted[0] ?? "" : "";
        if (scope.Length > 0 && !scope.Split([',', ' '], StringSplitOptions.TrimEntries).Contains(RequiredScope))
        {
            throw new OperationException(
                ErrorKind.ActionRequired,
                $"Strava: the box 'View data about your private activities' ({RequiredScope}) was unticked, so activities would be missing and nothing is connected; {again} and leave it ticked."
            );
        }

        return query.TryGetValue("code", out var code) && code[0] is { Length: > 0 } found
            ? new AuthorizationResponse(found, scope)
            : throw new OperationException(ErrorKind.InvalidInput, $"--code: the address carries no code; {again}.");
    }

    /// <summary>Makes the code into tokens and keeps them.</summary>
    /// <exception cref="OperationException">Strava refuses, is away, or the athlete is not the one expected.</exception>
    public async Task<ConnectedAthlete> CompleteAsync(
        AthleteSettings athlete,
        AuthorizationResponse answer,
        CancellationToken cancellationToken
    )
    {
        // Nobody renews meanwhile: what comes of the tokens from before must not be written over those that come now.
        using var turn = await gate.AcquireAsync(StravaSource.StoreName, GetAthleteId(athlete), cancellationToken);
        var reply = await ExchangeAsync(answer.Code, cancellationToken);
        if (reply.ErrorKind == StravaErrorKind.CodeRefused)
        {
            await Task.Delay(FreshCodeDelay, clock, cancellationToken);
            reply = await ExchangeAsync(answer.Code, cancellationToken);
        }

        if (reply.ErrorKind == StravaErrorKind.CodeRefused && await IsAccessTokenAsync(answer, cancellationToken))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--code: this is no code but an access token, as strava.com/settings/api shows one; it reads no activities and ends within hours. Run 'activitysync connect strava --athlete {athlete.Name}' and open the address it prints."
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

        using var connection = database.Open();
        var athleteId = AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
        CheckAthlete(connection, athlete, athleteId, tokens.AthleteId);
        TokenRepository.Save(
            connection,
            box,
            athleteId,
            StravaSource.StoreName,
            new StoredTokens
            {
                SourceAthleteId = tokens.AthleteId,
                AccessToken = tokens.AccessToken,
                RefreshToken = tokens.RefreshToken,
                ExpiresAt = tokens.ExpiresAt,
                Scope = answer.Scope,
            },
            clock
        );
        PendingAuthorizationRepository.Delete(connection, athleteId, StravaSource.StoreName);
        return new ConnectedAthlete(tokens.AthleteId, string.Concat(tokens.FirstName.Where(c => !char.IsControl(c))));
    }

    private long GetAthleteId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
    }

    // Not cancellable: a code works once, so its answer is not thrown away.
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

    private void CheckState(AthleteSettings athlete, string state)
    {
        using var connection = database.Open();
        var asked = PendingAuthorizationRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            StravaSource.StoreName
        );
        var again = $"run 'activitysync connect strava --athlete {athlete.Name}' and open the address it prints";
        if (
            asked is null
            || !CryptographicOperations.FixedTimeEquals(
                Encoding.UTF8.GetBytes(asked.State),
                Encoding.UTF8.GetBytes(state)
            )
        )
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--code: this address does not answer the last one printed for {athlete.Name}; {again}."
            );
        }

        if (clock.GetUtcNow() - asked.RequestedAt > StateLifetime)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"--code: the address was printed more than an hour ago; {again}."
            );
        }
    }

    /// <summary>One athlete, one runner: what Strava tells of an athlete may be shown to that athlete alone.</summary>
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
            var name = settings
                .Athletes.FirstOrDefault(other => AthleteRepository.FindId(connection, other.Name) == owner)
                ?.Name
                ?? "another runner";
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Strava: athlete {stravaId} is connected as {name} already; log in at strava.com as {athlete.Name}, then connect again."
            );
        }

        if (
            TokenRepository.Exists(connection, athleteId, StravaSource.StoreName)
            && TokenRepository.FindAthleteId(connection, StravaSource.StoreName, stravaId) is null
        )
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Strava: {athlete.Name} was connected to another athlete than {stravaId}; to change over run 'activitysync disconnect strava --athlete {athlete.Name}' first."
            );
        }
    }
}

/// <summary>What came back from Strava's page.</summary>
/// <param name="Code">Exchanged for tokens once.</param>
/// <param name="Scope">What was granted; empty if a bare code was given, which does not tell.</param>
internal sealed record AuthorizationResponse(string Code, string Scope)
{
    /// <summary>Names no code.</summary>
    public override string ToString() => "an authorisation answer";
}

/// <summary>The athlete at Strava who is now connected.</summary>
/// <param name="Id">Strava's id.</param>
/// <param name="FirstName">Without control characters; empty if unknown.</param>
internal sealed record ConnectedAthlete(string Id, string FirstName);
