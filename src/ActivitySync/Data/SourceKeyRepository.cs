using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>source_keys</c>: keys that athletes entered on the page, encrypted.</summary>
internal static class SourceKeyRepository
{
    private const string KeyColumn = "key";

    /// <exception cref="Configuration.OperationException">The key file doesn't fit, or the key is of another
    /// row.</exception>
    public static string? Find(DbConnection connection, SecretProtector protector, long athleteId, string source) =>
        connection.ExecuteScalar<byte[]?>(
            "SELECT key FROM source_keys WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        )
            is { } encrypted
            ? protector.Unprotect(encrypted, new SecretName(athleteId, source, KeyColumn))
            : null;

    /// <summary>Whether there is a key, even if it can't be decrypted.</summary>
    public static bool Exists(DbConnection connection, long athleteId, string source) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) FROM source_keys WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        ) > 0;

    public static void Save(
        DbConnection connection,
        SecretProtector protector,
        long athleteId,
        string source,
        string key,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO source_keys (athlete_id, source, key, saved_at) VALUES (@AthleteId, @Source, @Key, @SavedAt)
            ON CONFLICT (athlete_id, source) DO UPDATE SET key = excluded.key, saved_at = excluded.saved_at
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                // As object: Dapper.AOT expands a byte[] into a list.
                Key = (object)protector.Protect(key, new SecretName(athleteId, source, KeyColumn)),
                SavedAt = now.ToColumn(),
            },
            transaction
        );

    public static void Delete(DbConnection connection, long athleteId, string source) =>
        connection.Execute(
            "DELETE FROM source_keys WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );
}
