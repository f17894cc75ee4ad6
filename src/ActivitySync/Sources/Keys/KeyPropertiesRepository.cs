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
        return row?.ExpiresOn is null || FindLastDay(connection, source, row.ExpiresOn) is not null
            ? row
            : row with
            {
                ExpiresOn = null,
            };
    }

    /// <summary>The last days on which the keys of a source work, by athlete; without those that are unknown.</summary>
    public static IReadOnlyDictionary<long, DateOnly> GetLastDays(DbConnection connection, string source)
    {
        var days = new Dictionary<long, DateOnly>();
        foreach (
            var row in connection.Query<KeyExpiryRow>(
                """
                SELECT athlete_id AS AthleteId, expires_on AS ExpiresOn FROM key_properties
                WHERE source = @Source AND expires_on IS NOT NULL
                """,
                new { Source = source }
            )
        )
        {
            if (FindLastDay(connection, source, row.ExpiresOn) is { } day)
            {
                days[row.AthleteId] = day;
            }
        }

        return days;
    }

    /// <summary>Parses a last day; null and reported if it can't be read.</summary>
    private static DateOnly? FindLastDay(DbConnection connection, string source, string expiresOn)
    {
        if (
            ColumnConversions.FindDate(expiresOn) is { } day
            && day.Year is >= ColumnConversions.FirstYear and <= ColumnConversions.LastYear
        )
        {
            return day;
        }

        connection.ReportUnreadable(Table, source);
        return null;
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

/// <summary>The last day of a key in <c>key_properties</c>.</summary>
internal sealed record KeyExpiryRow(long AthleteId, string ExpiresOn);
