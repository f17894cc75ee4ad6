using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>tokens</c>: one row a runner and service, both tokens sealed.</summary>
internal static class Tokens
{
    /// <exception cref="CannotProceedException">The key file does not open them.</exception>
    public static StoredTokens? Find(DbConnection store, SecretBox box, long athleteId, string source)
    {
        var row = store.QueryFirstOrDefault<TokenRow>(
            """
            SELECT source_athlete_id AS SourceAthleteId, access_token AS AccessToken, refresh_token AS RefreshToken,
                   expires_at AS ExpiresAt, scope AS Scope, dead_reason AS DeadReason, asked_at AS AskedAt
            FROM tokens WHERE athlete_id = @AthleteId AND source = @Source
            """,
            new { AthleteId = athleteId, Source = source });
        return row is null
            ? null
            : new StoredTokens
            {
                SourceAthleteId = row.SourceAthleteId,
                AccessToken = box.Open(row.AccessToken),
                RefreshToken = box.Open(row.RefreshToken),
                ExpiresAt = row.ExpiresAt.ToInstant(),
                Scope = row.Scope,
                DeadReason = row.DeadReason,
                AskedAt = row.AskedAt.ToInstant(),
            };
    }

    /// <summary>Keeps them durably: it is on the disk when this returns, so they may be used.</summary>
    public static void Save(DbConnection store, SecretBox box, long athleteId, string source, StoredTokens tokens, TimeProvider clock)
    {
        using var transaction = store.BeginTransaction();
        store.Execute(
            """
            INSERT INTO tokens (athlete_id, source, source_athlete_id, access_token, refresh_token, expires_at, scope, dead_reason, updated_at, asked_at)
            VALUES (@AthleteId, @Source, @SourceAthleteId, @AccessToken, @RefreshToken, @ExpiresAt, @Scope, @DeadReason, @UpdatedAt, NULL)
            ON CONFLICT (athlete_id, source) DO UPDATE SET
                source_athlete_id = excluded.source_athlete_id, access_token = excluded.access_token,
                refresh_token = excluded.refresh_token, expires_at = excluded.expires_at, scope = excluded.scope,
                dead_reason = excluded.dead_reason, updated_at = excluded.updated_at, asked_at = NULL
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                tokens.SourceAthleteId,
                AccessToken = (object)box.Seal(tokens.AccessToken), // as an object: Dapper.AOT takes bytes for a list of values
                RefreshToken = (object)box.Seal(tokens.RefreshToken),
                ExpiresAt = tokens.ExpiresAt.ToColumn(),
                tokens.Scope,
                tokens.DeadReason,
                UpdatedAt = clock.GetUtcNow().ToColumn(),
            },
            transaction);
        transaction.Commit();
    }

    /// <summary>
    /// Writes down that new tokens are asked for: a store that cannot write says so before the service acts, and a
    /// process that dies before the answer is on the disk leaves word of it. <see cref="Save"/> takes it back.
    /// </summary>
    public static void Asks(DbConnection store, long athleteId, string source, TimeProvider clock) =>
        store.Execute(
            "UPDATE tokens SET asked_at = coalesce(asked_at, @Now) WHERE athlete_id = @AthleteId AND source = @Source",
            new { Now = clock.GetUtcNow().ToColumn(), AthleteId = athleteId, Source = source });

    /// <summary>The service has answered and did not act.</summary>
    public static void AskedInVain(DbConnection store, long athleteId, string source) =>
        store.Execute(
            "UPDATE tokens SET asked_at = NULL WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source });

    /// <summary>Whether there is a row, readable or not.</summary>
    public static bool Exist(DbConnection store, long athleteId, string source) =>
        store.ExecuteScalar<long>(
            "SELECT count(*) FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }) > 0;

    /// <summary>The runner's id at the service; null if there is no row.</summary>
    public static string? AccountOf(DbConnection store, long athleteId, string source) =>
        store.QueryFirstOrDefault<string?>(
            "SELECT source_athlete_id FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source });

    /// <summary>The runner who is connected to this athlete of the service; null if none is.</summary>
    public static long? OwnerOf(DbConnection store, string source, string sourceAthleteId) =>
        store.QueryFirstOrDefault<long?>(
            "SELECT athlete_id FROM tokens WHERE source = @Source AND source_athlete_id = @SourceAthleteId",
            new { Source = source, SourceAthleteId = sourceAthleteId });

    public static void Delete(DbConnection store, long athleteId, string source) =>
        store.Execute(
            "DELETE FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source });
}
