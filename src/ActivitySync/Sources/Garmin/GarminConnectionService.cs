using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Sources.Keys;

namespace ActivitySync.Sources.Garmin;

/// <summary>Starts and stops using an athlete's key for Garmin, and the token that Garmin gives for it.</summary>
internal sealed class GarminConnectionService(
    Database database,
    TokenStore tokens,
    AthleteKeys keys,
    SecretProtector protector,
    GarminTokenProvider access,
    TimeProvider clock
) : KeyConnectionService(GarminDescriptor.Service, database, keys, protector, clock)
{
    private readonly Database _database = database;

    public override void Disconnect(AthleteSettings athlete)
    {
        DeleteTokens(athlete);
        base.Disconnect(athlete);
    }

    protected override async Task<KeyError?> TestStoredKeyAsync(
        AthleteSettings athlete,
        CancellationToken cancellationToken
    )
    {
        DeleteTokens(athlete); // so that the key is tested, not a stored token
        var (_, error) = await access.GetTokenAsync(athlete, null, new RequestCounter(), cancellationToken);
        return error;
    }

    protected override Task<KeyError?> TestKeyAsync(
        AthleteSettings athlete,
        string key,
        CancellationToken cancellationToken
    ) => access.TestKeyAsync(athlete, key, cancellationToken);

    private void DeleteTokens(AthleteSettings athlete)
    {
        using var connection = _database.Open();
        tokens.Delete(
            connection,
            AthleteRepository.GetIdForReading(connection, athlete.Name),
            GarminDescriptor.Service.StoreName
        );
    }
}
