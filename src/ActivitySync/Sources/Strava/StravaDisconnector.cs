using System.Text;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Strava;

/// <summary>Ends an authorisation at Strava and forgets the tokens here, whatever Strava says.</summary>
internal sealed class StravaDisconnector(
    AppSettings settings,
    Database database,
    SecretProtector box,
    StravaApiClient api,
    StravaTokenProvider access,
    RefreshLock gate
)
{
    /// <returns>Null if there was nothing to end; else whether Strava has confirmed the end.</returns>
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
        TokenRepository.Delete(last, athleteId, StravaSource.StoreName);
        return isConfirmed;
    }

    private async Task<bool> RevokeAtStravaAsync(
        AthleteSettings athlete,
        long athleteId,
        CancellationToken cancellationToken
    )
    {
        if (settings.Strava.ClientId is null or "" || settings.Strava.ClientSecret is null or "")
        {
            return false;
        }

        try
        {
            StoredTokens held;
            using (var connection = database.Open())
            {
                held = TokenRepository.Find(connection, box, athleteId, StravaSource.StoreName)!;
            }

            if (held.DeadReason is not null)
            {
                return true; // Strava itself has ended it
            }

            // The refresh token: an access token that is over would be unknown there, and Strava answers well for unknown ones.
            var calls = new RequestCounter();
            var reply = await api.RevokeAsync(held.RefreshToken, calls, cancellationToken);
            if (reply.Status == 0)
            {
                reply = await api.RevokeAsync(held.RefreshToken, calls, cancellationToken); // done twice is done once
            }

            if (reply.ErrorKind is null && reply.Body.IsEmpty)
            {
                return true; // a page from the way there has words
            }

            if (reply.Status == 0)
            {
                return false;
            }

            var token = await access.GetTokenAsync(athlete, refusedToken: null, calls, cancellationToken);
            return token.Token is { } living
                && IsConfirmation(await api.DeauthorizeAsync(living, calls, cancellationToken), living);
        }
        catch (OperationException exception) when (exception is not DatabaseException)
        {
            return false; // the key to the tokens is gone, so nothing can be shown to Strava
        }
    }

    /// <summary>Strava echoes the token it has ended.</summary>
    private static bool IsConfirmation(StravaResponse reply, string token) =>
        reply.ErrorKind is null && (reply.Body.IsEmpty || reply.Body.Span.IndexOf(Encoding.UTF8.GetBytes(token)) >= 0);
}
