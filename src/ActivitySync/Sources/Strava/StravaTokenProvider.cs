using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Gives a token that may be used. Strava replaces refresh tokens, so a new pair is on the disk before its access token
/// is used, and only one caller renews at a time.
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
    /// Renewed this long before its end, so that a clock set back by some minutes sends no token that is over; Strava
    /// hands out a new one only in the last hour.
    /// </summary>
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromMinutes(30);

    /// <param name="athlete">The runner.</param>
    /// <param name="refusedToken">A token that Strava has just refused; null otherwise.</param>
    /// <param name="calls">Counts the calls.</param>
    /// <param name="cancellationToken">Ends the waiting; a renewal under way is brought to its end.</param>
    public async Task<StravaTokenResult> GetTokenAsync(
        AthleteSettings athlete,
        string? refusedToken,
        RequestCounter calls,
        CancellationToken cancellationToken
    )
    {
        if (settings.Strava.ClientId is null or "" || settings.Strava.ClientSecret is null or "")
        {
            return CreateFailure(StravaErrorKind.NoApplication, athlete);
        }

        long athleteId;
        using (var connection = database.Open())
        {
            athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
            if (UseStoredToken(connection, athleteId, athlete, refusedToken) is { } held)
            {
                return held;
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

    /// <summary>The runner's id at Strava; empty if not connected.</summary>
    public string GetAccountId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return TokenRepository.FindSourceAthleteId(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            StravaSource.StoreName
        ) ?? "";
    }

    /// <summary>What the row answers without a call; null if it has to be renewed.</summary>
    private StravaTokenResult? UseStoredToken(
        System.Data.Common.DbConnection connection,
        long athleteId,
        AthleteSettings athlete,
        string? refusedToken
    )
    {
        var held = TokenRepository.Find(connection, box, athleteId, StravaSource.StoreName);
        if (held is null)
        {
            return CreateFailure(StravaErrorKind.NotConnected, athlete);
        }

        if (held.DeadReason is { } reason)
        {
            return new StravaTokenResult(null, new StravaError(StravaErrorKind.WaitsForConnect, reason));
        }

        return held.AccessToken != refusedToken && held.ExpiresAt - clock.GetUtcNow() > RenewalMargin
            ? new StravaTokenResult(held.AccessToken, null)
            : null;
    }

    // Not cancellable: an answer thrown away may have held the only living token.
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
            // The answer is lost, and with it perhaps the successor. If Strava did not act, or keeps its refresh
            // tokens, the same one works once more; if it did, asking shows it, and nothing is lost by that.
            (reply, answer) = await RequestRenewalAsync(before.RefreshToken, calls);
        }

        using var connection = database.Open();
        if (
            TokenRepository.Find(connection, box, athleteId, StravaSource.StoreName)?.RefreshToken
            != before.RefreshToken
        )
        {
            return UseStoredToken(connection, athleteId, athlete, refusedToken: null)
                ?? CreateFailure(StravaErrorKind.TokenRefused, athlete); // connected anew, or gone, meanwhile
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

        var fault = reply.ErrorKind ?? StravaErrorKind.Unreadable;
        var wasLost = mayHaveActed || before.RenewalStartedAt is not null; // in this renewal, or in one that a crash ended
        if (fault == StravaErrorKind.AuthorisationDead && wasLost)
        {
            fault = StravaErrorKind.SuccessorLost;
        }

        var trouble = StravaError.FromResponse(reply with { ErrorKind = fault }, athlete.Name);
        if (fault is StravaErrorKind.AuthorisationDead or StravaErrorKind.SuccessorLost)
        {
            TokenRepository.Save(
                connection,
                box,
                athleteId,
                StravaSource.StoreName,
                before with
                {
                    DeadReason = trouble.Message,
                },
                clock
            );
            StravaLog.LogAuthorizationRevoked(log, athlete.Name);
        }
        else if (!wasLost)
        {
            TokenRepository.ClearRenewalStarted(connection, athleteId, StravaSource.StoreName);
        }

        return new StravaTokenResult(null, trouble);
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

    private static StravaTokenResult CreateFailure(StravaErrorKind fault, AthleteSettings athlete) =>
        new(null, StravaError.Create(fault, athlete.Name));
}

/// <summary>A token that may be used now, or why there is none.</summary>
internal sealed record StravaTokenResult(string? Token, StravaError? Error)
{
    public override string ToString() => Error?.Message ?? "an access token";
}
