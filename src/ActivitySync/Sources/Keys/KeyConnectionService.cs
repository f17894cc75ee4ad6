using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Keys;

/// <summary>
/// Starts and stops using an athlete's key, which is in the settings or was entered on the page. No password is needed.
/// </summary>
internal abstract class KeyConnectionService(
    KeyService service,
    Database database,
    AthleteKeys keys,
    SecretProtector protector,
    TimeProvider clock
)
{
    /// <summary>Checks the key with the service, and stores its last valid day if it is given.</summary>
    /// <exception cref="OperationException">
    /// The settings don't allow it, or the service refuses the key or is unavailable.
    /// </exception>
    public async Task ConnectAsync(AthleteSettings athlete, DateOnly? expiresOn, CancellationToken cancellationToken)
    {
        EnsureCanConnect(athlete);
        ThrowIf(await TestStoredKeyAsync(athlete, cancellationToken));
        if (expiresOn is not null)
        {
            SaveProperties(athlete, FindKey(athlete)!, expiresOn);
        }
    }

    /// <summary>Checks a new key with the service, and stores it with its last valid day.</summary>
    /// <exception cref="OperationException">
    /// The settings don't allow it, or the service refuses the key or is unavailable. Nothing changed.
    /// </exception>
    public async Task ConnectAsync(
        AthleteSettings athlete,
        string key,
        DateOnly? expiresOn,
        CancellationToken cancellationToken
    )
    {
        EnsureCanConnect(athlete);
        ThrowIf(await TestKeyAsync(athlete, key, cancellationToken));
        keys.Save(athlete, service.Name, key);
        SaveProperties(athlete, key, expiresOn);
    }

    /// <summary>The athlete's key; null without one.</summary>
    public string? FindKey(AthleteSettings athlete) => keys.Find(athlete, service.Name, service.KeySetting);

    /// <summary>Finds when the rate limit ends; null if the service may be called now.</summary>
    public DateTimeOffset? FindRetryAt(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow();
        var last = SyncStateRepository.Find(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            service.StoreName
        );
        return PlausibleInstant.FilterWait(last?.RetryAt.ToInstant(), now) is { } until && until > now ? until : null;
    }

    /// <summary>Says when the rate limit ends; null if the service may be called now.</summary>
    public string? DescribeRateLimit(AthleteSettings athlete) =>
        FindRetryAt(athlete) is { } retryAt
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{service.Name}: rate limit reached. Wait until {retryAt:yyyy-MM-dd HH:mm} UTC."
            )
            : null;

    /// <summary>Finds the key's last valid day; null if unknown.</summary>
    public DateOnly? FindKeyExpiry(AthleteSettings athlete) => FindProperties(athlete)?.ExpiresOn?.ToDate();

    /// <summary>Deletes a key from the page, and the stored properties of the key.</summary>
    public virtual void Disconnect(AthleteSettings athlete)
    {
        keys.Delete(athlete, service.Name);
        using var connection = database.Open();
        KeyPropertiesRepository.Delete(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            service.StoreName
        );
    }

    /// <summary>Tests the key that is stored or set. Null if the service accepts it.</summary>
    protected abstract Task<KeyError?> TestStoredKeyAsync(AthleteSettings athlete, CancellationToken cancellationToken);

    /// <summary>Tests a key that is not stored yet. Null if the service accepts it; a refused one changes nothing.
    /// </summary>
    protected abstract Task<KeyError?> TestKeyAsync(
        AthleteSettings athlete,
        string key,
        CancellationToken cancellationToken
    );

    protected KeyPropertiesRow? FindProperties(AthleteSettings athlete)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return KeyPropertiesRepository.Find(connection, athleteId, service.StoreName);
    }

    protected void SaveProperties(AthleteSettings athlete, string key, DateOnly? expiresOn)
    {
        using var connection = database.Open();
        KeyPropertiesRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            service.StoreName,
            ComputeFingerprint(protector, service, key),
            expiresOn
        );
    }

    /// <summary>Distinguishes keys without revealing them.</summary>
    public static string ComputeFingerprint(SecretProtector protector, KeyService service, string key) =>
        protector.DeriveToken($"{service.SectionName} key {key}");

    private static void ThrowIf(KeyError? error)
    {
        if (error is not null)
        {
            throw error.ToException();
        }
    }

    private void EnsureCanConnect(AthleteSettings athlete)
    {
        if (!athlete.Sources.IsEnabled(service.Name))
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Athletes: {service.Name} is not enabled for {athlete.Name}. "
                    + $"Set Sources:{service.SectionName} of {athlete.Name} to true in the settings first."
            );
        }

        if (DescribeRateLimit(athlete) is { } limit)
        {
            throw new OperationException(ErrorKind.RemoteUnavailable, limit);
        }
    }
}
