using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Provides valid access tokens. Strava replaces refresh tokens, so a new pair is saved before its access token is
/// used, and only one caller renews at a time.
/// </summary>
internal sealed class StravaTokenProvider(
    AppSettings settings,
    Database database,
    SecretProtector box,
    StravaApiClient api,
    RefreshLock gate,
    TimeProvider clock,
    ILogger<StravaTokenProvider> log
)
{
    /// <summary>
    /// How long before its expiry a token is renewed, so that a clock that is some minutes slow never sends an expired
    /// token. Strava issues a new token only in the last hour.
    /// </summary>
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromMinutes(30);

    /// <param name="athlete">The athlete whose token is needed.</param>
    /// <param name="refusedToken">A token that Strava has just refused; else null.</param>
    /// <param name="calls">Counts the requests.</param>
    /// <param name="cancellationToken">Cancels the wait for the lock. A renewal in progress completes.</param>
    public async Task<StravaTokenResult> GetTokenAsync(
        AthleteSettings athlete,
        string? refusedToken,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        if (!settings.GetSource<StravaSettings>().HasApplication)
        {
            return CreateFailure(StravaErrorKind.NoApplication, athlete);
        }

        long athleteId;
        using (var connection = database.Open())
        {
            athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
            if (UseStoredToken(connection, athleteId, athlete, refusedToken) is { } stored)
            {
                return stored;
            }
        }

        using var turn = await gate.AcquireAsync(StravaSource.StoreName, athleteId, cancellationToken);
        StoredTokens before;
        using (var connection = database.Open())
        {
            if (UseStoredToken(connection, athleteId, athlete, refusedToken) is { } renewedMeanwhile)
            {
                return renewedMeanwhile;
            }

            before = TokenRepository.Find(connection, box, athleteId, StravaSource.StoreName)!;
            TokenRepository.MarkRenewalStarted(connection, athleteId, StravaSource.StoreName, clock);
        }

        return await RenewAsync(athlete, athleteId, before, calls);
    }

    /// <summary>Returns the athlete's id at Strava; empty if not connected.</summary>
    public string GetAccountId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return TokenRepository.FindSourceAthleteId(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            StravaSource.StoreName
        ) ?? "";
    }

    /// <summary>Returns the result that needs no request; null if the token has to be renewed.</summary>
    private StravaTokenResult? UseStoredToken(
        System.Data.Common.DbConnection connection,
        long athleteId,
        AthleteSettings athlete,
        string? refusedToken
    )
    {
        var tokens = TokenRepository.Find(connection, box, athleteId, StravaSource.StoreName);
        if (tokens is null)
        {
            return CreateFailure(StravaErrorKind.NotConnected, athlete);
        }

        if (tokens.DeadReason is { } reason)
        {
            return new StravaTokenResult(null, new StravaError(StravaErrorKind.WaitsForConnect, reason));
        }

        return tokens.AccessToken != refusedToken && tokens.ExpiresAt - clock.GetUtcNow() > RenewalMargin
            ? new StravaTokenResult(tokens.AccessToken, null)
            : null;
    }

    // Not cancellable: a lost response may contain the only valid token.
    private async Task<StravaTokenResult> RenewAsync(
        AthleteSettings athlete,
        long athleteId,
        StoredTokens before,
        RequestCounter calls
    )
    {
        var (reply, answer) = await RequestRenewalAsync(before.RefreshToken, calls);
        var mayHaveActed = reply.MayHaveActed;
        if (reply.IsResponseLost)
        {
            // The response is lost, and the next refresh token perhaps with it. If Strava did not process the request,
            // or did not replace the token, the same one still works. If Strava replaced it, the retry does no harm.
            (reply, answer) = await RequestRenewalAsync(before.RefreshToken, calls);
        }

        using var connection = database.Open();
        if (
            TokenRepository.Find(connection, box, athleteId, StravaSource.StoreName)?.RefreshToken
            != before.RefreshToken
        )
        {
            return UseStoredToken(connection, athleteId, athlete, refusedToken: null)
                ?? CreateFailure(StravaErrorKind.TokenRefused, athlete); // connected again or disconnected meanwhile
        }

        if (answer is not null)
        {
            var after = before with
            {
                AccessToken = answer.AccessToken,
                RefreshToken = answer.RefreshToken,
                ExpiresAt = answer.ExpiresAt,
            };
            TokenRepository.Save(connection, box, athleteId, StravaSource.StoreName, after, clock);
            StravaLog.LogTokenRenewed(log, athlete.Name, after.ExpiresAt);
            return new StravaTokenResult(after.AccessToken, null);
        }

        var kind = reply.ErrorKind ?? StravaErrorKind.Unreadable;
        // In this renewal, or in an earlier one that a crash interrupted.
        var wasLost = mayHaveActed || before.RenewalStartedAt is not null;
        if (kind == StravaErrorKind.AuthorisationDead && wasLost)
        {
            kind = StravaErrorKind.SuccessorLost;
        }

        var error = StravaError.FromResponse(reply with { ErrorKind = kind }, athlete.Name);
        if (kind is StravaErrorKind.AuthorisationDead or StravaErrorKind.SuccessorLost)
        {
            TokenRepository.Save(
                connection,
                box,
                athleteId,
                StravaSource.StoreName,
                before with
                {
                    DeadReason = error.Message,
                },
                clock
            );
            StravaLog.LogAuthorizationRevoked(log, athlete.Name);
        }
        else if (!wasLost)
        {
            TokenRepository.ClearRenewalStarted(connection, athleteId, StravaSource.StoreName);
        }

        return new StravaTokenResult(null, error);
    }

    private async Task<(StravaResponse Reply, StravaTokenResponse? Answer)> RequestRenewalAsync(
        string refreshToken,
        RequestCounter calls
    )
    {
        var reply = await api.RequestTokenAsync(
            "refresh_token",
            "refresh_token",
            refreshToken,
            calls,
            CancellationToken.None
        );
        if (reply.ErrorKind is not null)
        {
            return (reply, null);
        }

        var answer = StravaTokenResponse.Parse(reply.Body, clock.GetUtcNow());
        return (answer is null ? reply with { ErrorKind = StravaErrorKind.Unreadable } : reply, answer);
    }

    private static StravaTokenResult CreateFailure(StravaErrorKind kind, AthleteSettings athlete) =>
        new(null, StravaError.Create(kind, athlete.Name));
}

/// <summary>A valid token, or the error why there is none.</summary>
internal sealed record StravaTokenResult(string? Token, StravaError? Error)
{
    public override string ToString() => Error?.Message ?? "an access token";
}
