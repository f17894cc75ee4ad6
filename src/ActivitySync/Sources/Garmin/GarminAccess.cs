using System.Text.Json;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources.Garmin;

/// <summary>Gives a token that may be used: held for its day, renewed before it ends, and once if it is refused.</summary>
internal sealed class GarminAccess(Database database, SecretBox box, GarminApi api, RefreshGate gate, TimeProvider clock)
{
    /// <summary>Renewed so long before its end.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(30);

    /// <summary>The life that Garmin names where an answer does not.</summary>
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(24);

    private static readonly string[] TokenFields = ["access_token", "accessToken", "token"];

    /// <param name="athlete">The runner.</param>
    /// <param name="refused">A token that was just refused; null otherwise.</param>
    /// <param name="calls">Counts the calls.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<(string? Token, GarminTrouble? Trouble)> TokenAsync(
        AthleteSettings athlete, string? refused, CallCount calls, CancellationToken cancellationToken)
    {
        if (athlete.GarminApiKey is not { Length: > 0 } key) return (null, GarminTrouble.Of(GarminFault.NoKey, athlete.Name));
        var fingerprint = Fingerprint(key);
        if (Held(athlete, fingerprint, refused) is { } held) return (held, null);
        using var turn = await gate.EnterAsync(GarminSource.StoreName, IdOf(athlete), cancellationToken);
        if (Held(athlete, fingerprint, refused) is { } renewedMeanwhile) return (renewedMeanwhile, null);

        var reply = await api.TokenAsync(key, calls, cancellationToken);
        if (reply.Fault is not null) return (null, GarminTrouble.Of(reply, athlete.Name) with { RetryAt = GarminSource.RetryAt(reply, clock) });
        if (Read(reply.Body) is not { } answer) return (null, GarminTrouble.Of(GarminFault.Unreadable, athlete.Name));
        Keep(athlete, fingerprint, answer.Token, clock.GetUtcNow() + answer.Life);
        return (answer.Token, null);
    }

    /// <summary>Tells keys apart and gives none away.</summary>
    public string Fingerprint(string key) => box.WordFor($"Garmin key {key}");

    private string? Held(AthleteSettings athlete, string fingerprint, string? refused)
    {
        using var store = database.Open();
        var held = Tokens.Find(store, box, Athletes.IdOf(store, athlete.Name, clock), GarminSource.StoreName);
        return held is not null && held.RefreshToken == fingerprint && held.AccessToken != refused && held.ExpiresAt - clock.GetUtcNow() > Margin
            ? held.AccessToken
            : null;
    }

    private void Keep(AthleteSettings athlete, string fingerprint, string token, DateTimeOffset until)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        Tokens.Save(
            store,
            box,
            athleteId,
            GarminSource.StoreName,
            new StoredTokens { SourceAthleteId = "", AccessToken = token, RefreshToken = fingerprint, ExpiresAt = until, Scope = "" },
            clock);
        if (GarminKeys.Find(store, athleteId)?.Fingerprint != fingerprint) GarminKeys.Save(store, athleteId, fingerprint, null);
    }

    private long IdOf(AthleteSettings athlete)
    {
        using var store = database.Open();
        return Athletes.IdOf(store, athlete.Name, clock);
    }

    /// <summary>Null if there is no token in it. Its fields are not documented to the letter, so either spelling is read.</summary>
    private static (string Token, TimeSpan Life)? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            var token = TokenFields.Select(name => answer.Text(name)).FirstOrDefault(text => text.Length > 0);
            var seconds = answer.Number("expires_in") ?? answer.Number("expiresIn");
            if (token is null || token.Any(c => char.IsControl(c) || c > '~')) return null;
            return (token, seconds is > 0 && seconds < UsualLife.TotalSeconds ? TimeSpan.FromSeconds(seconds.Value) : UsualLife);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
