using System.Data.Common;
using ActivitySync.Data;
using Dapper;

namespace ActivitySync.Sources.Garmin;

/// <summary>
/// The table <c>garmin_keys</c>: properties of the athletes' API keys. The keys themselves are in the
/// settings, or encrypted in <c>source_keys</c>.
/// </summary>
internal static class GarminKeyRepository
{
    /// <summary>The key's properties; a last day that cannot be read is unknown.</summary>
    public static GarminKeyRow? Find(DbConnection connection, long athleteId)
    {
        var row = connection.QueryFirstOrDefault<GarminKeyRow>(
            """
            SELECT fingerprint AS Fingerprint, expires_on AS ExpiresOn, owner_id AS OwnerId FROM garmin_keys
            WHERE athlete_id = @AthleteId
            """,
            new { AthleteId = athleteId }
        );
        if (
            row?.ExpiresOn is not { } day
            || ColumnConversions.FindDate(day)
                is { Year: >= ColumnConversions.FirstYear and <= ColumnConversions.LastYear }
        )
        {
            return row;
        }

        connection.ReportUnreadable("garmin_keys", athleteId);
        return row with { ExpiresOn = null };
    }

    public static void Save(DbConnection connection, long athleteId, string fingerprint, DateOnly? expiresOn) =>
        connection.Execute(
            """
            INSERT INTO garmin_keys (athlete_id, fingerprint, expires_on) VALUES (@AthleteId, @Fingerprint, @ExpiresOn)
            ON CONFLICT (athlete_id) DO UPDATE SET fingerprint = excluded.fingerprint, expires_on = excluded.expires_on
            """,
            new
            {
                AthleteId = athleteId,
                Fingerprint = fingerprint,
                ExpiresOn = expiresOn?.ToColumn(),
            }
        );

    /// <summary>Stores the account of the activities, unless one is stored; a new key of it changes nothing.</summary>
    public static void SaveOwner(DbConnection connection, long athleteId, string ownerId) =>
        connection.Execute(
            "UPDATE garmin_keys SET owner_id = @OwnerId WHERE athlete_id = @AthleteId AND owner_id IS NULL",
            new { AthleteId = athleteId, OwnerId = ownerId }
        );

    public static void Delete(DbConnection connection, long athleteId) =>
        connection.Execute("DELETE FROM garmin_keys WHERE athlete_id = @AthleteId", new { AthleteId = athleteId });
}

/// <summary>A row of <c>garmin_keys</c>.</summary>
/// <param name="Fingerprint">Distinguishes keys without revealing them.</param>
/// <param name="ExpiresOn">The last day on which the key works; null if unknown.</param>
/// <param name="OwnerId">Garmin's id of the account; null if no list has named one.</param>
internal sealed record GarminKeyRow(string Fingerprint, string? ExpiresOn, string? OwnerId);
