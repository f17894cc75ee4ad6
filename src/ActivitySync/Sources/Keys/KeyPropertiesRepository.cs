using System.Data.Common;
using ActivitySync.Data;
using Dapper;

namespace ActivitySync.Sources.Keys;

/// <summary>
/// The table <c>key_properties</c>: properties of the athletes' keys. The keys themselves are in the settings, or
/// encrypted in <c>source_keys</c>.
/// </summary>
internal static class KeyPropertiesRepository
{
    private const string Table = "key_properties";

    /// <summary>The key's properties; a last day that cannot be read is unknown.</summary>
    public static KeyPropertiesRow? Find(DbConnection connection, long athleteId, string source)
    {
        var row = connection.QueryFirstOrDefault<KeyPropertiesRow>(
            """
            SELECT fingerprint AS Fingerprint, expires_on AS ExpiresOn, owner_id AS OwnerId FROM key_properties
            WHERE athlete_id = @AthleteId AND source = @Source
            """,
            new { AthleteId = athleteId, Source = source }
        );
        if (
            row?.ExpiresOn is not { } day
            || ColumnConversions.FindDate(day)
                is { Year: >= ColumnConversions.FirstYear and <= ColumnConversions.LastYear }
        )
        {
            return row;
        }

        connection.ReportUnreadable(Table, source);
        return row with { ExpiresOn = null };
    }

    public static void Save(
        DbConnection connection,
        long athleteId,
        string source,
        string fingerprint,
        DateOnly? expiresOn
    ) =>
        connection.Execute(
            """
            INSERT INTO key_properties (athlete_id, source, fingerprint, expires_on)
            VALUES (@AthleteId, @Source, @Fingerprint, @ExpiresOn)
            ON CONFLICT (athlete_id, source) DO UPDATE SET
                fingerprint = excluded.fingerprint, expires_on = excluded.expires_on
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                Fingerprint = fingerprint,
                ExpiresOn = expiresOn?.ToColumn(),
            }
        );

    /// <summary>Stores the account of the activities, unless one is stored; a new key of it changes nothing.</summary>
    public static void SaveOwner(DbConnection connection, long athleteId, string source, string ownerId) =>
        connection.Execute(
            """
            INSERT INTO key_properties (athlete_id, source, fingerprint, owner_id)
            VALUES (@AthleteId, @Source, '', @OwnerId)
            ON CONFLICT (athlete_id, source) DO UPDATE SET owner_id = excluded.owner_id
                WHERE key_properties.owner_id IS NULL
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                OwnerId = ownerId,
            }
        );

    public static void Delete(DbConnection connection, long athleteId, string source) =>
        connection.Execute(
            "DELETE FROM key_properties WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );
}

/// <summary>A row of <c>key_properties</c>.</summary>
/// <param name="Fingerprint">Distinguishes keys without revealing them; empty if unknown.</param>
/// <param name="ExpiresOn">The last day on which the key works; null if unknown, or if it doesn't expire.</param>
/// <param name="OwnerId">The service's id of the account; null if no list has named one.</param>
internal sealed record KeyPropertiesRow(string Fingerprint, string? ExpiresOn, string? OwnerId);
