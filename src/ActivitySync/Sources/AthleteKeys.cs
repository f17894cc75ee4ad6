using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources;

/// <summary>
/// The athletes' keys for sources. The layers: environment, page, settings file. A key from the page is stored
/// encrypted and read at each use, so that it needs no restart.
/// </summary>
internal sealed class AthleteKeys(Database database, SecretProtector protector, TimeProvider clock)
{
    /// <summary>Finds the key that is used; null without one.</summary>
    /// <param name="athlete">The athlete.</param>
    /// <param name="source">The source.</param>
    /// <param name="setting">The setting of the athlete that can hold the key.</param>
    /// <exception cref="OperationException">The key file doesn't fit the stored key.</exception>
    public string? Find(AthleteSettings athlete, SourceName source, string setting)
    {
        if (FindOrigin(athlete, source, setting) != KeyOrigin.Page)
        {
            return athlete.Sources.Secrets.GetValueOrDefault(setting) is { Length: > 0 } key ? key : null;
        }

        using var connection = database.Open();
        return SourceKeyRepository.Find(
            connection,
            protector,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            source.ToColumn()
        );
    }

    /// <summary>Where the key comes from; null without one. Decrypts nothing.</summary>
    public KeyOrigin? FindOrigin(AthleteSettings athlete, SourceName source, string setting)
    {
        var isSet = athlete.Sources.Secrets.GetValueOrDefault(setting) is { Length: > 0 };
        if (isSet && athlete.Sources.EnvironmentSecrets.Contains(setting))
        {
            return KeyOrigin.Environment;
        }

        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        return SourceKeyRepository.Exists(connection, athleteId, source.ToColumn()) ? KeyOrigin.Page
            : isSet ? KeyOrigin.File
            : null;
    }

    /// <summary>Stores a key from the page; it replaces an earlier one.</summary>
    public void Save(AthleteSettings athlete, SourceName source, string key)
    {
        using var connection = database.Open();
        SourceKeyRepository.Save(
            connection,
            protector,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            source.ToColumn(),
            key,
            clock.GetUtcNow()
        );
    }

    /// <summary>Deletes the key from the page, so that one of the settings file is used again.</summary>
    public void Delete(AthleteSettings athlete, SourceName source)
    {
        using var connection = database.Open();
        SourceKeyRepository.Delete(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            source.ToColumn()
        );
    }
}
