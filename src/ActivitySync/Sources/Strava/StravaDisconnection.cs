using System.Text;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources.Strava;

/// <summary>Ends an authorisation at Strava and forgets the tokens here, whatever Strava says.</summary>
internal sealed class StravaDisconnection(
    AppSettings settings, Database database, SecretBox box, StravaApi api, StravaAccess access, RefreshGate gate, TimeProvider clock)
{
    /// <returns>Null if there was nothing to end; else whether Strava has confirmed the end.</returns>
    public async Task<bool?> RevokeAsync(AthleteSettings athlete, CancellationToken cancellationToken)
    {
        long athleteId;
        using (var store = database.Open())
        {
            athleteId = Athletes.IdOf(store, athlete.Name, clock);
            Authorisations.Delete(store, athleteId, StravaSource.StoreName);
            if (!Tokens.Exist(store, athleteId, StravaSource.StoreName)) return null;
        }

        var isConfirmed = await EndThereAsync(athlete, athleteId, cancellationToken);
        using var turn = await gate.EnterAsync(StravaSource.StoreName, athleteId, cancellationToken);
        using var last = database.Open();
        Tokens.Delete(last, athleteId, StravaSource.StoreName);
        return isConfirmed;
    }

    private async Task<bool> EndThereAsync(AthleteSettings athlete, long athleteId, CancellationToken cancellationToken)
    {
        if (settings.Strava.ClientId is null or "" || settings.Strava.ClientSecret is null or "") return false;
        try
        {
            StoredTokens held;
            using (var store = database.Open())
            {
                held = Tokens.Find(store, box, athleteId, StravaSource.StoreName)!;
            }

            if (held.DeadReason is not null) return true; // Strava itself has ended it

            // The refresh token: an access token that is over would be unknown there, and Strava answers well for unknown ones.
            var calls = new CallCount();
            var reply = await api.RevokeAsync(held.RefreshToken, calls, cancellationToken);
            if (reply.Status == 0) reply = await api.RevokeAsync(held.RefreshToken, calls, cancellationToken); // done twice is done once
            if (reply.Fault is null && reply.Body.IsEmpty) return true; // a page from the way there has words
            if (reply.Status == 0) return false;
            var token = await access.TokenAsync(athlete, refused: null, calls, cancellationToken);
            return token.Token is { } living && IsEnd(await api.DeauthorizeAsync(living, calls, cancellationToken), living);
        }
        catch (CannotProceedException)
        {
            return false; // the key to the tokens is gone, so nothing can be shown to Strava
        }
    }

    /// <summary>Strava echoes the token it has ended.</summary>
    private static bool IsEnd(StravaReply reply, string token) =>
        reply.Fault is null && (reply.Body.IsEmpty || reply.Body.Span.IndexOf(Encoding.UTF8.GetBytes(token)) >= 0);
}
