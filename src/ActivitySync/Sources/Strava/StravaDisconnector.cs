using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>Revokes an authorization at Strava and deletes the stored tokens, even if Strava doesn't confirm.</summary>
internal sealed class StravaDisconnector(
    AppSettings settings,
    Database database,
    TokenStore store,
    StravaApiClient api,
    StravaTokenProvider access,
    RefreshLock gate
)
{
    /// <returns>Null if there was nothing to revoke; else whether Strava confirmed the revocation.</returns>
    public async Task<bool?> DisconnectAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        long athleteId;
        using (var connection = database.Open())
        {
            athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
            PendingAuthorizationRepository.Delete(connection, athleteId, StravaSource.StoreName);
            if (!TokenRepository.Exists(connection, athleteId, StravaSource.StoreName))
            {
                return null;
            }
        }

        var isConfirmed = await RevokeAtStravaAsync(athlete, athleteId, cancellationToken);
        using var turn = await gate.AcquireAsync(StravaSource.StoreName, athleteId, cancellationToken);
        using var last = database.Open();
        store.Delete(last, athleteId, StravaSource.StoreName);
        return isConfirmed;
    }

    private async Task<bool> RevokeAtStravaAsync(
        AthleteSettings athlete,
        long athleteId,
        CancellationToken cancellationToken
    )
    {
        if (!settings.GetSource<StravaSettings>().HasApplication)
        {
            return false;
        }

        try
        {
            StoredTokens tokens;
            using (var connection = database.Open())
            {
                tokens = store.Find(connection, athleteId, StravaSource.StoreName)!;
            }

            if (tokens.DeadReason is not null)
            {
                return true; // Strava has already revoked it
            }

            // Revokes by the refresh token, since Strava reports success for unknown tokens, and an expired access
            // token is unknown to Strava.
            var calls = new RequestCounter();
            var reply = await api.RevokeAsync(tokens.RefreshToken, calls, cancellationToken);
            if (reply.Status == 0)
            {
                // Revoking twice does no harm.
                reply = await api.RevokeAsync(tokens.RefreshToken, calls, cancellationToken);
            }

            if (reply.ErrorKind is null && reply.Body.IsEmpty)
            {
                return true; // a proxy's error page would have a body
            }

            if (reply.Status == 0)
            {
                return false;
            }

            var token = await access.GetTokenAsync(athlete, refusedToken: null, calls, cancellationToken);
            return token.Token is { } valid
                && IsConfirmation(await api.DeauthorizeAsync(valid, calls, cancellationToken), valid);
        }
        catch (OperationException exception) when (exception is not DatabaseException)
        {
            return false; // the key is missing, so the tokens cannot be decrypted
        }
    }

    /// <summary>Strava's confirmation repeats the revoked token.</summary>
    private static bool IsConfirmation(StravaResponse reply, string token) =>
        reply.ErrorKind is null && (reply.Body.IsEmpty || reply.Body.Span.IndexOf(Encoding.UTF8.GetBytes(token)) >= 0);
}
