using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>garmin_keys</c>: what is known of the runners' keys; the keys themselves stand in the settings.</summary>
internal static class GarminKeys
{
    public static GarminKeyRow? Find(DbConnection store, long athleteId) =>
        store.QueryFirstOrDefault<GarminKeyRow>(
            "SELECT fingerprint AS Fingerprint, expires_on AS ExpiresOn FROM garmin_keys WHERE athlete_id = @AthleteId", new { AthleteId = athleteId });

    public static void Save(DbConnection store, long athleteId, string fingerprint, DateOnly? expiresOn) =>
        store.Execute(
            """
            INSERT INTO garmin_keys (athlete_id, fingerprint, expires_on) VALUES (@AthleteId, @Fingerprint, @ExpiresOn)
            ON CONFLICT (athlete_id) DO UPDATE SET fingerprint = excluded.fingerprint, expires_on = excluded.expires_on
            """,
            new { AthleteId = athleteId, Fingerprint = fingerprint, ExpiresOn = expiresOn?.ToColumn() });

    public static void Delete(DbConnection store, long athleteId) =>
        store.Execute("DELETE FROM garmin_keys WHERE athlete_id = @AthleteId", new { AthleteId = athleteId });
}
