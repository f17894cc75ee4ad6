using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>syncs</c>: one row a runner and source.</summary>
internal static class SyncStateRepository
{
    /// <summary>All of a runner's, by source.</summary>
    public static IReadOnlyList<SyncStateRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<SyncStateRow>(
                """
                SELECT athlete_id AS AthleteId, source AS Source, tried_at AS TriedAt, outcome AS Outcome, line AS Line,
                       succeeded_at AS SucceededAt, full_at AS FullAt, retry_at AS RetryAt, failures AS Failures
                FROM syncs WHERE athlete_id = @AthleteId
                ORDER BY source
                """,
                new { AthleteId = athleteId }
            )
            .AsList();

    /// <summary>Null if the source was never asked for this runner.</summary>
    public static SyncStateRow? Find(DbConnection connection, long athleteId, string source) =>
        GetAll(connection, athleteId).FirstOrDefault(row => row.Source == source);

    public static void Save(DbConnection connection, SyncStateRow row) =>
        connection.Execute(
            """
            INSERT INTO syncs (athlete_id, source, tried_at, outcome, line, succeeded_at, full_at, retry_at, failures)
            VALUES (@AthleteId, @Source, @TriedAt, @Outcome, @Line, @SucceededAt, @FullAt, @RetryAt, @Failures)
            ON CONFLICT (athlete_id, source) DO UPDATE SET
                tried_at = excluded.tried_at, outcome = excluded.outcome, line = excluded.line, succeeded_at = excluded.succeeded_at,
                full_at = excluded.full_at, retry_at = excluded.retry_at, failures = excluded.failures
            """,
            row
        );

    public static void Delete(
        DbConnection connection,
        long athleteId,
        string source,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            "DELETE FROM syncs WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source },
            transaction
        );
}

/// <summary>A row of <c>syncs</c>: how the last try at a source went, and when one last succeeded.</summary>
/// <param name="AthleteId">The runner's number.</param>
/// <param name="Source">The source's name.</param>
/// <param name="TriedAt">The last try; one that a limit ended before its first call is none.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Line">One line for the user; null if all is well.</param>
/// <param name="SucceededAt">The last try that read its window to the end; null if none did.</param>
/// <param name="FullAt">The last of those that read the full window.</param>
/// <param name="RetryAt">No schedule asks the source before; null is any time.</param>
/// <param name="Failures">Tries since the last success.</param>
internal sealed record SyncStateRow(
    long AthleteId,
    string Source,
    long TriedAt,
    string Outcome,
    string? Line,
    long? SucceededAt,
    long? FullAt,
    long? RetryAt,
    long Failures
);
