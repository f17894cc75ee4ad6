using System.Data.Common;
using ActivitySync.Configuration;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>tokens</c>: one row per athlete and source, with both tokens encrypted.</summary>
internal static class TokenRepository
{
    private const string AccessTokenColumn = "access_token";
    private const string RefreshTokenColumn = "refresh_token";

    /// <exception cref="OperationException">The key file does not fit, or the tokens are of another row.</exception>
    public static StoredTokens? Find(
        DbConnection connection,
        SecretProtector protector,
        long athleteId,
        string source,
        DbTransaction? transaction = null
    )
    {
        var row = connection.QueryFirstOrDefault<TokenRow>(
            """
            SELECT source_athlete_id AS SourceAthleteId, access_token AS AccessToken, refresh_token AS RefreshToken,
                   expires_at AS ExpiresAt, scope AS Scope, dead_reason AS DeadReason, asked_at AS AskedAt
            FROM tokens WHERE athlete_id = @AthleteId AND source = @Source
            """,
            new { AthleteId = athleteId, Source = source },
            transaction
        );
        return row is null
            ? null
            : new StoredTokens
            {
                SourceAthleteId = row.SourceAthleteId,
                AccessToken = protector.Unprotect(row.AccessToken, new(athleteId, source, AccessTokenColumn)),
                RefreshToken = protector.Unprotect(row.RefreshToken, new(athleteId, source, RefreshTokenColumn)),
                ExpiresAt = connection.FindInstant(row.ExpiresAt, "tokens", source).ToInstant() ?? default,
                Scope = row.Scope,
                DeadReason = row.DeadReason,
                RenewalStartedAt = connection.FindInstant(row.AskedAt, "tokens", source).ToInstant(),
            };
    }

    /// <summary>Stores tokens. They are on the disk when this method returns, so that they may be used.</summary>
    public static void Save(
        DbConnection connection,
        SecretProtector protector,
        long athleteId,
        string source,
        StoredTokens tokens,
        TimeProvider clock
    )
    {
        using var transaction = connection.BeginFor(athleteId);
        Write(connection, transaction, protector, athleteId, source, tokens, clock);
        transaction.Commit();
    }

    /// <summary>Stores tokens in place of others, as <see cref="Save"/> does.</summary>
    /// <returns>False if the stored tokens are not those, so that nothing was changed.</returns>
    public static bool Replace(
        DbConnection connection,
        SecretProtector protector,
        long athleteId,
        string source,
        StoredTokens tokens,
        string replacedRefreshToken,
        TimeProvider clock
    )
    {
        using var transaction = connection.BeginFor(athleteId);
        if (Find(connection, protector, athleteId, source, transaction)?.RefreshToken != replacedRefreshToken)
        {
            return false;
        }

        Write(connection, transaction, protector, athleteId, source, tokens, clock);
        transaction.Commit();
        return true;
    }

    private static void Write(
        DbConnection connection,
        DbTransaction transaction,
        SecretProtector protector,
        long athleteId,
        string source,
        StoredTokens tokens,
        TimeProvider clock
    ) =>
        connection.Execute(
            """
            INSERT INTO tokens (athlete_id, source, source_athlete_id, access_token, refresh_token, expires_at, scope,
                dead_reason, updated_at, asked_at)
            VALUES (@AthleteId, @Source, @SourceAthleteId, @AccessToken, @RefreshToken, @ExpiresAt, @Scope, @DeadReason,
                @UpdatedAt, NULL)
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
                // As object: Dapper.AOT expands a byte[] into a list.
                AccessToken = (object)protector.Protect(tokens.AccessToken, new(athleteId, source, AccessTokenColumn)),
                RefreshToken = (object)
                    protector.Protect(tokens.RefreshToken, new(athleteId, source, RefreshTokenColumn)),
                ExpiresAt = tokens.ExpiresAt.ToColumn(),
                tokens.Scope,
                tokens.DeadReason,
                UpdatedAt = clock.GetUtcNow().ToColumn(),
            },
            transaction
        );

    /// <summary>
    /// Records that new tokens are requested, so that a database that cannot be written fails before the request, and a
    /// crash before the answer is stored leaves a trace. <see cref="Save"/> clears it.
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

    /// <summary>Clears the mark after the source has refused the request.</summary>
    public static void ClearRenewalStarted(DbConnection connection, long athleteId, string source) =>
        connection.Execute(
            "UPDATE tokens SET asked_at = NULL WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );

    /// <summary>Whether there are tokens, even if they cannot be decrypted.</summary>
    public static bool Exists(DbConnection connection, long athleteId, string source) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        ) > 0;

    /// <summary>The athlete's id at the source; null if there are no tokens.</summary>
    public static string? FindSourceAthleteId(DbConnection connection, long athleteId, string source) =>
        connection.QueryFirstOrDefault<string?>(
            "SELECT source_athlete_id FROM tokens WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source }
        );

    /// <summary>The athlete who is connected to an account at the source; null if there is none.</summary>
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

/// <summary>An athlete's decrypted tokens for one source. They may be used in requests to that source only.</summary>
internal sealed record StoredTokens
{
    /// <summary>The athlete's id at the source.</summary>
    public required string SourceAthleteId { get; init; }

    public required string AccessToken { get; init; }

    public required string RefreshToken { get; init; }

    /// <summary>When the access token expires, by the clock of the machine that renewed the token.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>The granted scope as the source reported it; empty if not reported.</summary>
    public required string Scope { get; init; }

    /// <summary>Why the source no longer accepts the tokens, as a message; null for valid tokens.</summary>
    public string? DeadReason { get; init; }

    /// <summary>When a renewal was started whose answer was not stored; null if there is none.</summary>
    public DateTimeOffset? RenewalStartedAt { get; init; }

    /// <summary>Contains no token, unlike a record's generated text, which could end up in a log.</summary>
    public override string ToString() => $"tokens of {SourceAthleteId}";
}

/// <summary>A row of <c>tokens</c> with both tokens encrypted.</summary>
internal sealed record TokenRow(
    string SourceAthleteId,
    byte[] AccessToken,
    byte[] RefreshToken,
    long ExpiresAt,
    string Scope,
    string? DeadReason,
    long? AskedAt
);
