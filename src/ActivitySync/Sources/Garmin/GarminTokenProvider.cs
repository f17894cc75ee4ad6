using System.Text.Json;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.FileFormats;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Provides a valid token: stored for its lifetime, renewed before it expires, and once if it is refused.
/// </summary>
internal sealed class GarminTokenProvider(
    Database database,
    SecretProtector box,
    TokenStore tokens,
    AthleteKeys keys,
    GarminApi api,
    RefreshLock gate,
    TimeProvider clock
)
{
    /// <summary>A token is renewed this long before it expires.</summary>
    private static readonly TimeSpan RenewalMargin = TimeSpan.FromMinutes(30);

    /// <summary>The documented lifetime, used if the response has none.</summary>
    private static readonly TimeSpan DefaultLifetime = TimeSpan.FromHours(24);

    private static readonly string[] TokenFields = ["access_token", "accessToken", "token"];

    /// <summary>Returns the stored token, or requests a new one.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="refusedToken">A token that was just refused; null if there is none.</param>
    /// <param name="counter">Counts the calls.</param>
    /// <param name="cancellationToken">Cancels the calls.</param>
    public async Task<(string? Token, KeyError? Error)> GetTokenAsync(
        AthleteSettings athlete,
        string? refusedToken,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        if (FindKey(athlete) is not { } key)
        {
            return (null, KeyError.FromKind(GarminDescriptor.Service, KeyErrorKind.KeyMissing, athlete.Name));
        }

        var fingerprint = GetFingerprint(key);
        if (FindUsableToken(athlete, fingerprint, refusedToken) is { } stored)
        {
            return (stored, null);
        }

        using var turn = await gate.AcquireAsync(
            GarminDescriptor.Service.StoreName,
            GetAthleteId(athlete),
            cancellationToken
        );
        if (FindUsableToken(athlete, fingerprint, refusedToken) is { } renewedMeanwhile)
        {
            return (renewedMeanwhile, null);
        }

        return await RequestTokenAsync(athlete, key, counter, cancellationToken);
    }

    /// <summary>
    /// Tests a key by requesting a token with it. A refused key changes nothing; the token of an accepted one replaces
    /// the stored token, and is used once the key is.
    /// </summary>
    public async Task<KeyError?> TestKeyAsync(AthleteSettings athlete, string key, CancellationToken cancellationToken)
    {
        using var turn = await gate.AcquireAsync(
            GarminDescriptor.Service.StoreName,
            GetAthleteId(athlete),
            cancellationToken
        );
        var (_, error) = await RequestTokenAsync(athlete, key, new RequestCounter(), cancellationToken);
        return error;
    }

    /// <summary>The athlete's key; null without one.</summary>
    public string? FindKey(AthleteSettings athlete) =>
        keys.Find(athlete, GarminDescriptor.SourceName, GarminDescriptor.Service.KeySetting);

    private async Task<(string? Token, KeyError? Error)> RequestTokenAsync(
        AthleteSettings athlete,
        string key,
        RequestCounter counter,
        CancellationToken cancellationToken
    )
    {
        var reply = await api.RequestTokenAsync(key, counter, cancellationToken);
        if (reply.ErrorKind is not null)
        {
            return (null, KeyError.FromResponse(GarminDescriptor.Service, reply, athlete.Name, clock));
        }

        if (ParseToken(reply.Body) is not { } answer)
        {
            return (null, KeyError.FromKind(GarminDescriptor.Service, KeyErrorKind.Unreadable, athlete.Name));
        }

        SaveToken(athlete, GetFingerprint(key), answer.Token, clock.GetUtcNow() + answer.Life);
        return (answer.Token, null);
    }

    /// <summary>Distinguishes keys without revealing them.</summary>
    private string GetFingerprint(string key) =>
        KeyConnectionService.ComputeFingerprint(box, GarminDescriptor.Service, key);

    private string? FindUsableToken(AthleteSettings athlete, string fingerprint, string? refusedToken)
    {
        using var connection = database.Open();
        var stored = tokens.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            GarminDescriptor.Service.StoreName
        );
        return
            stored is not null
            && stored.RefreshToken == fingerprint
            && stored.AccessToken != refusedToken
            && stored.ExpiresAt - clock.GetUtcNow() > RenewalMargin
            ? stored.AccessToken
            : null;
    }

    private void SaveToken(AthleteSettings athlete, string fingerprint, string token, DateTimeOffset expiresAt)
    {
        // Garmin limits the requests for tokens, so one that cannot be saved is used all the same.
        var athleteId = GetAthleteId(athlete);
        tokens.Save(
            athleteId,
            GarminDescriptor.Service.StoreName,
            new StoredTokens
            {
                SourceAthleteId = "",
                AccessToken = token,
                RefreshToken = fingerprint,
                ExpiresAt = expiresAt,
                Scope = "",
            },
            connection =>
            {
                var source = GarminDescriptor.Service.StoreName;
                if (KeyPropertiesRepository.Find(connection, athleteId, source)?.Fingerprint != fingerprint)
                {
                    KeyPropertiesRepository.Save(connection, athleteId, source, fingerprint, null);
                }
            }
        );
    }

    private long GetAthleteId(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return AthleteRepository.GetOrAddId(connection, athlete.Name, clock);
    }

    /// <summary>
    /// Returns null if there is no token. The names of the fields are not documented, so several spellings are read.
    /// </summary>
    private static (string Token, TimeSpan Life)? ParseToken(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var answer = document.RootElement;
            var token = TokenFields.Select(name => answer.GetTextOrEmpty(name)).FirstOrDefault(text => text.Length > 0);
            var seconds = answer.GetNumberOrNull("expires_in") ?? answer.GetNumberOrNull("expiresIn");
            if (token is null || token.Any(c => char.IsControl(c) || c > '~'))
            {
                return null;
            }

            return (
                token,
                seconds is > 0 && seconds < DefaultLifetime.TotalSeconds
                    ? TimeSpan.FromSeconds(seconds.Value)
                    : DefaultLifetime
            );
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
