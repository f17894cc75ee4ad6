using System.Data.Common;
using ActivitySync.Configuration;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>preferences</c>: the settings that athletes changed, as text.</summary>
internal static class PreferenceRepository
{
    /// <summary>The values of all athletes.</summary>
    public static IReadOnlyList<PreferenceRow> GetAll(DbConnection connection) =>
        connection
            .Query<PreferenceRow>(
                """
                SELECT p.athlete_id AS AthleteId, a.name AS Athlete, p.key AS Key, p.value AS Value
                FROM preferences p JOIN athletes a ON a.id = p.athlete_id ORDER BY p.athlete_id, p.key
                """
            )
            .AsList();

    /// <summary>The values of one athlete.</summary>
    public static IReadOnlyList<PreferenceRow> GetForAthlete(DbConnection connection, string athlete) =>
        connection
            .Query<PreferenceRow>(
                """
                SELECT p.athlete_id AS AthleteId, a.name AS Athlete, p.key AS Key, p.value AS Value
                FROM preferences p JOIN athletes a ON a.id = p.athlete_id WHERE a.name = @Athlete ORDER BY p.key
                """,
                new { Athlete = athlete }
            )
            .AsList();

    /// <summary>The stored text of one preference; null if the athlete didn't change it.</summary>
    public static string? FindValue(
        DbConnection connection,
        long athleteId,
        Preference preference,
        DbTransaction? transaction = null
    ) =>
        connection.QueryFirstOrDefault<string?>(
            "SELECT value FROM preferences WHERE athlete_id = @AthleteId AND key = @Key",
            new { AthleteId = athleteId, preference.Key },
            transaction
        );

    /// <summary>When the athlete last moved the digest to another day or time; null if that isn't stored.</summary>
    public static DateTimeOffset? FindDigestMovedAt(DbConnection connection, long athleteId) =>
        connection
            .FindInstant(
                connection.ExecuteScalar<long?>(
                    """
                    SELECT max(changed_at) FROM preferences
                    WHERE athlete_id = @AthleteId AND key IN ('Digest:Day', 'Digest:Time')
                    """,
                    new { AthleteId = athleteId }
                ),
                "preferences",
                athleteId
            )
            .ToInstant();

    /// <summary>Saves a value; replaces the previous one.</summary>
    public static void Save(
        DbConnection connection,
        long athleteId,
        Preference preference,
        string value,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO preferences (athlete_id, key, value, changed_at) VALUES (@AthleteId, @Key, @Value, @ChangedAt)
            ON CONFLICT (athlete_id, key) DO UPDATE SET value = excluded.value, changed_at = excluded.changed_at
            """,
            new
            {
                AthleteId = athleteId,
                preference.Key,
                Value = value,
                ChangedAt = now.ToColumn(),
            },
            transaction
        );

    /// <summary>Deletes a value, so that the settings hold again.</summary>
    public static void Remove(
        DbConnection connection,
        long athleteId,
        Preference preference,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            "DELETE FROM preferences WHERE athlete_id = @AthleteId AND key = @Key",
            new { AthleteId = athleteId, preference.Key },
            transaction
        );
}

/// <summary>One stored preference, which may be unreadable.</summary>
/// <param name="AthleteId">The athlete.</param>
/// <param name="Athlete">The athlete's name.</param>
/// <param name="Key">The key below <c>Athletes[]</c>.</param>
/// <param name="Value">The value as text.</param>
internal sealed record PreferenceRow(long AthleteId, string Athlete, string Key, string Value);
