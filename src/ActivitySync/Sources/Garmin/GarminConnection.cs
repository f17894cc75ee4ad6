using System.Globalization;
using ActivitySync.Settings;
using ActivitySync.Store;

namespace ActivitySync.Sources.Garmin;

/// <summary>Begins and ends the use of a runner's key. The key stands in the settings; nobody asks for a password.</summary>
internal sealed class GarminConnection(Database database, GarminAccess access, TimeProvider clock)
{
    /// <summary>Shows Garmin the key, and notes the last day it works.</summary>
    /// <exception cref="CannotProceedException">The settings do not allow it, or Garmin refuses the key or is away.</exception>
    public async Task BeginAsync(AthleteSettings athlete, DateOnly? expiresOn, CancellationToken cancellationToken)
    {
        if (!athlete.Sources.Garmin)
        {
            throw new CannotProceedException(
                ExitCode.WrongInput, $"Athletes: {athlete.Name} does not use Garmin; set Sources:Garmin of {athlete.Name} to true in the settings first.");
        }

        if (RestsUntil(athlete) is { } rest)
        {
            throw new CannotProceedException(
                ExitCode.RemoteAway, string.Create(CultureInfo.InvariantCulture, $"Garmin asked to be left alone until {rest:yyyy-MM-dd HH:mm} UTC; connect {athlete.Name} then."));
        }

        Forget(athlete, isKeyKept: true); // the key is tried, not a token that it once gave
        var (_, trouble) = await access.TokenAsync(athlete, null, new CallCount(), cancellationToken);
        if (trouble is not null)
        {
            throw new CannotProceedException(
                trouble.Outcome switch
                {
                    SourceOutcome.ActionNeeded => ExitCode.ActionNeeded,
                    SourceOutcome.Misconfigured => ExitCode.WrongInput,
                    _ => ExitCode.RemoteAway,
                },
                trouble.Line);
        }

        if (expiresOn is null) return;
        using var store = database.Open();
        GarminKeys.Save(store, Athletes.IdOf(store, athlete.Name, clock), access.Fingerprint(athlete.GarminApiKey!), expiresOn);
    }

    /// <summary>Until when Garmin asked to be left alone; null if it may be asked.</summary>
    public DateTimeOffset? RestsUntil(AthleteSettings athlete)
    {
        using var store = database.Open();
        var now = clock.GetUtcNow();
        var last = Syncs.Find(store, Athletes.IdOf(store, athlete.Name, clock), GarminSource.StoreName);
        return Believable.Wait(last?.RetryAt.ToInstant(), now) is { } until && until > now ? until : null;
    }

    /// <summary>The last day the key works; null if nobody told.</summary>
    public DateOnly? ExpiresOn(AthleteSettings athlete)
    {
        using var store = database.Open();
        return GarminKeys.Find(store, Athletes.IdOf(store, athlete.Name, clock))?.ExpiresOn?.ToDate();
    }

    /// <summary>Forgets the token, and what is known of the key.</summary>
    public void End(AthleteSettings athlete) => Forget(athlete, isKeyKept: false);

    private void Forget(AthleteSettings athlete, bool isKeyKept)
    {
        using var store = database.Open();
        var athleteId = Athletes.IdOf(store, athlete.Name, clock);
        Tokens.Delete(store, athleteId, GarminSource.StoreName);
        if (!isKeyKept) GarminKeys.Delete(store, athleteId);
    }
}
