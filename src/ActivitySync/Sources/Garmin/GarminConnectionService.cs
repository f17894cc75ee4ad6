using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// Starts and stops using an athlete's key, which is in the settings or was entered on the page. No password is needed.
/// </summary>
internal sealed class GarminConnectionService(
    Database database,
    TokenStore tokens,
    AthleteKeys keys,
    GarminTokenProvider access,
    TimeProvider clock
)
{
    /// <summary>Checks the key with Garmin, and stores its last valid day if it is given.</summary>
    /// <exception cref="OperationException">
    /// The settings don't allow it, or Garmin refuses the key or is unavailable.
    /// </exception>
    public async Task ConnectAsync(AthleteSettings athlete, DateOnly? expiresOn, CancellationToken cancellationToken)
    {
        EnsureCanConnect(athlete);
        DeleteTokens(athlete, isKeyKept: true); // so that the key is tested, not a stored token
        var (_, error) = await access.GetTokenAsync(athlete, null, new RequestCounter(), cancellationToken);
        ThrowIf(error);
        if (expiresOn is not null)
        {
            SaveExpiry(athlete, access.FindKey(athlete)!, expiresOn);
        }
    }

    /// <summary>Checks a new key with Garmin, and stores it with its last valid day.</summary>
    /// <exception cref="OperationException">
    /// The settings don't allow it, or Garmin refuses the key or is unavailable. Nothing changed.
    /// </exception>
    public async Task ConnectAsync(
        AthleteSettings athlete,
        string key,
        DateOnly? expiresOn,
        CancellationToken cancellationToken
    )
    {
        EnsureCanConnect(athlete);
        ThrowIf(await access.TestKeyAsync(athlete, key, cancellationToken));
        keys.Save(athlete, GarminDescriptor.SourceName, key);
        SaveExpiry(athlete, key, expiresOn);
    }

    private void EnsureCanConnect(AthleteSettings athlete)
    {
        if (!athlete.Sources.IsEnabled(GarminDescriptor.SourceName))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Athletes: Garmin is not enabled for {athlete.Name}. "
                    + $"Set Sources:Garmin of {athlete.Name} to true in the settings first."
            );
        }

        if (FindRetryAt(athlete) is { } retryAt)
        {
            throw new OperationException(
                ErrorKind.RemoteUnavailable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Garmin: rate limit reached. Wait until {retryAt:yyyy-MM-dd HH:mm} UTC."
                )
            );
        }
    }

    private static void ThrowIf(GarminError? error)
    {
        if (error is not null)
        {
            throw new OperationException(
                error.Outcome switch
                {
                    SourceOutcome.ActionNeeded => ErrorKind.ActionRequired,
                    SourceOutcome.Misconfigured => ErrorKind.InvalidInput,
                    _ => ErrorKind.RemoteUnavailable,
                },
                error.Message
            );
        }
    }

    private void SaveExpiry(AthleteSettings athlete, string key, DateOnly? expiresOn)
    {
        using var connection = database.Open();
        GarminKeyRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            access.GetFingerprint(key),
            expiresOn
        );
    }

    /// <summary>Finds when the rate limit ends; null if Garmin may be called now.</summary>
    public DateTimeOffset? FindRetryAt(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var last = SyncStateRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            GarminSource.StoreName
        );
        return PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) is { } until && until > now ? until : null;
    }

    /// <summary>Finds the key's last valid day; null if unknown.</summary>
    public DateOnly? FindKeyExpiry(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return GarminKeyRepository
            .Find(connection, AthleteRepository.GetIdForReading(connection, athlete.Name))
            ?.ExpiresOn?.ToDate();
    }

    /// <summary>Deletes the token, a key from the page, and the stored properties of the key.</summary>
    public void Disconnect(AthleteSettings athlete)
    {
        keys.Delete(athlete, GarminDescriptor.SourceName);
        DeleteTokens(athlete, isKeyKept: false);
    }

    private void DeleteTokens(AthleteSettings athlete, bool isKeyKept)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        tokens.Delete(connection, athleteId, GarminSource.StoreName);
        if (!isKeyKept)
        {
            GarminKeyRepository.Delete(connection, athleteId);
        }
    }
}
