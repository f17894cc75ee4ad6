using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Provides valid access tokens. Strava replaces refresh tokens, so a new pair is never dropped: it is saved, or stays
/// in memory and is used until it can be saved. Only one caller renews at a time.
/// </summary>
internal sealed class StravaTokenProvider(
    AppSettings settings,
    Database database,
    TokenStore tokens,
    PendingWrites writes,
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

        writes.TryWriteAll();
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

            // Neither is a second pair requested while the first one cannot be saved, nor any without a trace of it.
            tokens.EnsureSaved(athleteId, StravaSource.StoreName);
            before = tokens.Find(connection, athleteId, StravaSource.StoreName)!;
            TokenRepository.MarkRenewalStarted(connection, athleteId, StravaSource.StoreName, clock);
        }

        return await RenewAsync(athlete, athleteId, before, calls);
    }

    /// <summary>Returns the athlete's id at Strava; empty if not connected.</summary>
    public string GetAccountId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return tokens.FindSourceAthleteId(
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
        var latest = tokens.Find(connection, athleteId, StravaSource.StoreName);
        if (latest is null)
        {
            return CreateFailure(StravaErrorKind.NotConnected, athlete);
        }

        if (latest.DeadReason is { } reason)
        {
            return new StravaTokenResult(null, new StravaError(StravaErrorKind.WaitsForConnect, reason));
        }

        return latest.AccessToken != refusedToken && latest.ExpiresAt - clock.GetUtcNow() > RenewalMargin
            ? new StravaTokenResult(latest.AccessToken, null)
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

        if (answer is not null)
        {
            // Before anything that can fail, so that no failure of the database loses the new pair.
            var after = before with
            {
                AccessToken = answer.AccessToken,
                RefreshToken = answer.RefreshToken,
                ExpiresAt = answer.ExpiresAt,
                RenewalStartedAt = null,
            };
            if (!tokens.Replace(athleteId, StravaSource.StoreName, after, before.RefreshToken))
            {
                return new StravaTokenResult(after.AccessToken, null);
            }

            StravaLog.LogTokenRenewed(log, athlete.Name, after.ExpiresAt);
        }

        using var connection = database.Open();
        var latest = tokens.Find(connection, athleteId, StravaSource.StoreName)?.RefreshToken;
        if (answer is not null && latest == answer.RefreshToken)
        {
            return new StravaTokenResult(answer.AccessToken, null);
        }

        if (answer is not null || latest != before.RefreshToken)
        {
            return UseStoredToken(connection, athleteId, athlete, refusedToken: null)
                ?? CreateFailure(StravaErrorKind.TokenRefused, athlete); // connected again or disconnected meanwhile
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
            tokens.Replace(
                athleteId,
                StravaSource.StoreName,
                before with
                {
                    DeadReason = error.Message,
                },
                before.RefreshToken
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
