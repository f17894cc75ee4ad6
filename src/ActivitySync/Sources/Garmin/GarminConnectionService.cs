using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;

namespace ActivitySync.Sources.Garmin;

/// <summary>Begins and ends the use of a runner's key. The key stands in the settings; nobody asks for a password.</summary>
internal sealed class GarminConnectionService(Database database, GarminTokenProvider access, TimeProvider clock)
{
    /// <summary>Shows Garmin the key, and notes the last day it works.</summary>
    /// <exception cref="OperationException">The settings do not allow it, or Garmin refuses the key or is away.</exception>
    public async Task ConnectAsync(AthleteSettings athlete, DateOnly? expiresOn, CancellationToken cancellationToken)
    {
        if (!athlete.Sources.Garmin)
        {
            throw new OperationException(
                ErrorKind.InvalidInput,
                $"Athletes: {athlete.Name} does not use Garmin; set Sources:Garmin of {athlete.Name} to true in the settings first."
            );
        }

        if (FindRetryAt(athlete) is { } rest)
        {
            throw new OperationException(
                ErrorKind.RemoteUnavailable,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Garmin asked to be left alone until {rest:yyyy-MM-dd HH:mm} UTC; connect {athlete.Name} then."
                )
            );
        }

        DeleteTokens(athlete, isKeyKept: true); // the key is tried, not a token that it once gave
        var (_, trouble) = await access.GetTokenAsync(athlete, null, new RequestCounter(), cancellationToken);
        if (trouble is not null)
        {
            throw new OperationException(
                trouble.Outcome switch
                {
                    SourceOutcome.ActionNeeded => ErrorKind.ActionRequired,
                    SourceOutcome.Misconfigured => ErrorKind.InvalidInput,
                    _ => ErrorKind.RemoteUnavailable,
                },
                trouble.Message
            );
        }

        if (expiresOn is null)
        {
            return;
        }

        using var connection = database.Open();
        GarminKeyRepository.Save(
            connection,
            AthleteRepository.GetOrAddId(connection, athlete.Name, clock),
            access.GetFingerprint(athlete.GarminApiKey!),
            expiresOn
        );
    }

    /// <summary>Until when Garmin asked to be left alone; null if it may be asked.</summary>
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

    /// <summary>The last day the key works; null if nobody told.</summary>
    public DateOnly? FindKeyExpiry(AthleteSettings athlete)
    {
        using var connection = database.Open();
        return GarminKeyRepository
            .Find(connection, AthleteRepository.GetIdForReading(connection, athlete.Name))
            ?.ExpiresOn?.ToDate();
    }

    /// <summary>Forgets the token, and what is known of the key.</summary>
    public void Disconnect(AthleteSettings athlete) => DeleteTokens(athlete, isKeyKept: false);

    private void DeleteTokens(AthleteSettings athlete, bool isKeyKept)
    {
        using var connection = database.Open();
        var athleteId = AthleteRepository.GetIdForReading(connection, athlete.Name);
        TokenRepository.Delete(connection, athleteId, GarminSource.StoreName);
        if (!isKeyKept)
        {
            GarminKeyRepository.Delete(connection, athleteId);
        }
    }
}
