using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources.Strava;

/// <summary>
/// Gives a token that may be used. Strava replaces refresh tokens, so a new pair is on the disk before its access token
/// is used, and only one caller renews at a time.
/// </summary>
internal sealed class StravaAccess(
    AppSettings settings,
    Database database,
    SecretBox box,
    StravaApi api,
    RefreshGate gate,
    TimeProvider clock,
    ILogger<StravaAccess> log)
{
    /// <summary>
    /// Renewed this long before its end, so that a clock set back by some minutes sends no token that is over; Strava
    /// hands out a new one only in the last hour.
    /// </summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);

    /// <param name="athlete">The runner.</param>
    /// <param name="refused">A token that Strava has just refused; null otherwise.</param>
    /// <param name="calls">Counts the calls.</param>
    /// <param name="cancellationToken">Ends the waiting; a renewal under way is brought to its end.</param>
    public async Task<StravaAccessToken> TokenAsync(
        AthleteSettings athlete, string? refused, CallCount calls, CancellationToken cancellationToken)
    {
        if (settings.Strava.ClientId is null or "" || settings.Strava.ClientSecret is null or "")
            return None(StravaFault.NoApplication, athlete);

        long athleteId;
        using (var store = database.Open())
        {
            athleteId = Athletes.IdOf(store, athlete.Name, clock);
            if (AsHeld(store, athleteId, athlete, refused) is { } held) return held;
        }

        using var turn = await gate.EnterAsync(StravaSource.StoreName, athleteId, cancellationToken);
        StoredTokens before;
        using (var store = database.Open())
        {
            if (AsHeld(store, athleteId, athlete, refused) is { } renewedMeanwhile) return renewedMeanwhile;
            before = Tokens.Find(store, box, athleteId, StravaSource.StoreName)!;
            Tokens.Asks(store, athleteId, StravaSource.StoreName, clock);
        }

        return await RenewAsync(athlete, athleteId, before, calls);
    }

    /// <summary>The runner's id at Strava; empty if not connected.</summary>
    public string AccountOf(AthleteSettings athlete)
    {
        using var store = database.Open();
        return Tokens.AccountOf(store, Athletes.IdOf(store, athlete.Name, clock), StravaSource.StoreName) ?? "";
    }

    /// <summary>What the row answers without a call; null if it has to be renewed.</summary>
    private StravaAccessToken? AsHeld(System.Data.Common.DbConnection store, long athleteId, AthleteSettings athlete, string? refused)
    {
        var held = Tokens.Find(store, box, athleteId, StravaSource.StoreName);
        if (held is null) return None(StravaFault.NotConnected, athlete);
        if (held.DeadReason is { } reason) return new StravaAccessToken(null, new StravaTrouble(StravaFault.WaitsForConnect, reason));
        return held.AccessToken != refused && held.ExpiresAt - clock.GetUtcNow() > Margin
            ? new StravaAccessToken(held.AccessToken, null)
            : null;
    }

    // Not cancellable: an answer thrown away may have held the only living token.
    private async Task<StravaAccessToken> RenewAsync(AthleteSettings athlete, long athleteId, StoredTokens before, CallCount calls)
    {
        var (reply, answer) = await AskAsync(before.RefreshToken, calls);
        var mayHaveActed = reply.MayHaveActed;
        if (reply.IsLost)
        {
            // The answer is lost, and with it perhaps the successor. If Strava did not act, or keeps its refresh
            // tokens, the same one works once more; if it did, asking shows it, and nothing is lost by that.
            (reply, answer) = await AskAsync(before.RefreshToken, calls);
        }

        using var store = database.Open();
        if (Tokens.Find(store, box, athleteId, StravaSource.StoreName)?.RefreshToken != before.RefreshToken)
            return AsHeld(store, athleteId, athlete, refused: null) ?? None(StravaFault.TokenRefused, athlete); // connected anew, or gone, meanwhile
        if (answer is not null)
        {
            var after = before with
            {
                AccessToken = answer.AccessToken,
                RefreshToken = answer.RefreshToken,
                ExpiresAt = answer.ExpiresAt,
            };
            Tokens.Save(store, box, athleteId, StravaSource.StoreName, after, clock);
            StravaLog.TokenRenewed(log, athlete.Name, after.ExpiresAt);
            return new StravaAccessToken(after.AccessToken, null);
        }

        var fault = reply.Fault ?? StravaFault.Unreadable;
        var wasLost = mayHaveActed || before.AskedAt is not null; // in this renewal, or in one that a crash ended
        if (fault == StravaFault.AuthorisationDead && wasLost) fault = StravaFault.SuccessorLost;
        var trouble = StravaTrouble.Of(reply with { Fault = fault }, athlete.Name);
        if (fault is StravaFault.AuthorisationDead or StravaFault.SuccessorLost)
        {
            Tokens.Save(store, box, athleteId, StravaSource.StoreName, before with { DeadReason = trouble.Line }, clock);
            StravaLog.AuthorisationDead(log, athlete.Name);
        }
        else if (!wasLost)
        {
            Tokens.AskedInVain(store, athleteId, StravaSource.StoreName);
        }

        return new StravaAccessToken(null, trouble);
    }

    private async Task<(StravaReply Reply, TokenAnswer? Answer)> AskAsync(string refreshToken, CallCount calls)
    {
        var reply = await api.TokenAsync("refresh_token", "refresh_token", refreshToken, calls, CancellationToken.None);
        if (reply.Fault is not null) return (reply, null);
        var answer = TokenAnswer.Read(reply.Body, clock.GetUtcNow());
        return (answer is null ? reply with { Fault = StravaFault.Unreadable } : reply, answer);
    }

    private static StravaAccessToken None(StravaFault fault, AthleteSettings athlete) => new(null, StravaTrouble.Of(fault, athlete.Name));
}
