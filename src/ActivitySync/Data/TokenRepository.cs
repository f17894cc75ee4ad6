using System.Data.Common;
using ActivitySync.Configuration;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>tokens</c>: one row a runner and service, both tokens sealed.</summary>
internal static class TokenRepository
{
    /// <exception cref="OperationException">The key file does not open them.</exception>
    public static StoredTokens? Find(DbConnection connection, SecretProtector protector, long athleteId, string source)
    {
        var row = connection.QueryFirstOrDefault<TokenRow>(
            """
            SELECT source_athlete_id AS SourceAthleteId, access_token AS AccessToken, refresh_token AS RefreshToken,
                   expires_at AS ExpiresAt, scope AS Scope, dead_reason AS DeadReason, asked_at AS AskedAt
            FROM tokens WHERE athlete_id = @AthleteId AND source = @Source
            """,
            new { AthleteId = athleteId, Source = source }
        );
        return row is null
            ? null
            : new StoredTokens
            {
                SourceAthleteId = row.SourceAthleteId,
                AccessToken = protector.Unprotect(row.AccessToken),
                RefreshToken = protector.Unprotect(row.RefreshToken),
                ExpiresAt = row.ExpiresAt.ToInstant(),
                Scope = row.Scope,
                DeadReason = row.DeadReason,
                RenewalStartedAt = row.AskedAt.ToInstant(),
            };
    }

    /// <summary>Keeps them durably: it is on the disk when this returns, so they may be used.</summary>
    public static void Save(
        DbConnection connection,
        SecretProtector protector,
        long athleteId,
        string source,
        StoredTokens tokens,
        TimeProvider clock
    )
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(
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
                AccessToken = (object)protector.Protect(tokens.AccessToken), // as an object: Dapper.AOT takes bytes for a list of values
                RefreshToken = (object)protector.Protect(tokens.RefreshToken),
                ExpiresAt = tokens.ExpiresAt.ToColumn(),
                tokens.Scope,
                tokens.DeadReason,
                UpdatedAt = clock.GetUtcNow().ToColumn(),
            },
            transaction
        );
        transaction.Commit();
    }

    /// <summary>
    /// Writes down that new tokens are asked for: a store that cannot write says so before the service acts, and a
    /// process that dies before the answer is on the disk leaves word of it. <see cref="Save"/> takes it back.
    /// </summary>
    public static void MarkRenewalStarted(DbConnection connection, long athleteId, string source, TimeProvider clock) =>
        connection.Execute(
            "UPDATE tokens SET asked_at = coalesce(asked_at, @Now) WHERE athlete_id = @AthleteId AND source = @Source",
            new
            {
                Now = clock.GetUtcNow().ToColumn(),
                AthleteId = athleteId,
                Source = source,
            }
        );

    /// <summary>The service has answered and did not act.</summary>
    public static void ClearRenewalStarted(DbConnection connection, long athleteId, string source) =>
        connection.Execute(
            "UPDATE tokens SET asked_at = NULL WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );

    /// <summary>Whether there is a row, readable or not.</summary>
    public static bool Exists(DbConnection connection, long athleteId, string source) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        ) > 0;

    /// <summary>The runner's id at the service; null if there is no row.</summary>
    public static string? FindSourceAthleteId(DbConnection connection, long athleteId, string source) =>
        connection.QueryFirstOrDefault<string?>(
            "SELECT source_athlete_id FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );

    /// <summary>The runner who is connected to this athlete of the service; null if none is.</summary>
    public static long? FindAthleteId(DbConnection connection, string source, string sourceAthleteId) =>
        connection.QueryFirstOrDefault<long?>(
            "SELECT athlete_id FROM tokens WHERE source = @Source AND source_athlete_id = @SourceAthleteId",
            new { Source = source, SourceAthleteId = sourceAthleteId }
        );

    public static void Delete(DbConnection connection, long athleteId, string source) =>
        connection.Execute(
            "DELETE FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );
}

/// <summary>A runner's tokens of one service, opened. They go into a request's header or body and nowhere else.</summary>
internal sealed record StoredTokens
{
    /// <summary>The runner's id at the service.</summary>
    public required string SourceAthleteId { get; init; }

    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>When the access token ends, by our own clock.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What the runner granted, as the service wrote it; empty if it did not say.</summary>
    public required string Scope { get; init; }

    /// <summary>Why the service no longer takes them, as a line for the user; null while they live.</summary>
    public string? DeadReason { get; init; }

    /// <summary>When a renewal was begun whose answer never reached the disk; null if there is none such.</summary>
    public DateTimeOffset? RenewalStartedAt { get; init; }

    /// <summary>Names no token: a record's own text would end in a log some day.</summary>
    public override string ToString() => $"tokens of {SourceAthleteId}";
}

/// <summary>A row of <c>tokens</c> as it is read, both tokens sealed.</summary>
internal sealed record TokenRow(
    string SourceAthleteId,
    byte[] AccessToken,
    byte[] RefreshToken,
    long ExpiresAt,
    string Scope,
    string? DeadReason,
    long? AskedAt
);
