using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>syncs</c>: one row per athlete and source.</summary>
internal static class SyncStateRepository
{
    private const string Table = "syncs";

    /// <summary>Larger numbers mean no more; they could overflow.</summary>
    private const long MaxFailures = 1_000_000;

    private const string SelectSyncs = """
        SELECT athlete_id AS AthleteId, source AS Source, tried_at AS TriedAt, outcome AS Outcome, line AS Line,
               succeeded_at AS SucceededAt, full_at AS FullAt, retry_at AS RetryAt, failures AS Failures
        FROM syncs

        """;

    /// <summary>An athlete's rows, by source. A time that cannot be read is unknown until the next sync.</summary>
    public static IReadOnlyList<SyncStateRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<SyncStateRow>(
                SelectSyncs + "WHERE athlete_id = @AthleteId ORDER BY source",
                new { AthleteId = athleteId }
            )
            .Select(row => WithKnownValues(connection, row))
            .ToList();

    /// <summary>The rows of many athletes in one statement, by athlete and source.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="athleteIds">The athletes; the rows of others are left out.</param>
    public static ILookup<long, SyncStateRow> GetAll(DbConnection connection, IReadOnlySet<long> athleteIds) =>
        connection
            .Query<SyncStateRow>(SelectSyncs + "ORDER BY athlete_id, source")
            .Where(row => athleteIds.Contains(row.AthleteId))
            .Select(row => WithKnownValues(connection, row))
            .ToLookup(row => row.AthleteId);

    /// <summary>The rows of all athletes for one source, by athlete.</summary>
    public static IReadOnlyDictionary<long, SyncStateRow> GetAllForSource(DbConnection connection, string source) =>
        connection
            .Query<SyncStateRow>(SelectSyncs + "WHERE source = @Source", new { Source = source })
            .ToDictionary(row => row.AthleteId, row => WithKnownValues(connection, row));

    /// <summary>Null if the source was never synced for this athlete.</summary>
    public static SyncStateRow? Find(DbConnection connection, long athleteId, string source) =>
        GetAll(connection, athleteId).FirstOrDefault(row => row.Source == source);

    private static SyncStateRow WithKnownValues(DbConnection connection, SyncStateRow row) =>
        row with
        {
            TriedAt = connection.FindInstant(row.TriedAt, Table, row.Source) ?? 0,
            SucceededAt = connection.FindInstant(row.SucceededAt, Table, row.Source),
            FullAt = connection.FindInstant(row.FullAt, Table, row.Source),
            RetryAt = connection.FindInstant(row.RetryAt, Table, row.Source),
            Failures = Math.Clamp(row.Failures, 0, MaxFailures),
        };

    public static void Save(DbConnection connection, SyncStateRow row, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            INSERT INTO syncs (athlete_id, source, tried_at, outcome, line, succeeded_at, full_at, retry_at, failures)
            VALUES (@AthleteId, @Source, @TriedAt, @Outcome, @Line, @SucceededAt, @FullAt, @RetryAt, @Failures)
            ON CONFLICT (athlete_id, source) DO UPDATE SET
                tried_at = excluded.tried_at, outcome = excluded.outcome, line = excluded.line,
                succeeded_at = excluded.succeeded_at, full_at = excluded.full_at, retry_at = excluded.retry_at,
                failures = excluded.failures
            """,
            row,
            transaction
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

/// <summary>A row of <c>syncs</c>: the result of the last sync, and the times of successful ones.</summary>
/// <param name="AthleteId">The athlete's id.</param>
/// <param name="Source">The name of the source.</param>
/// <param name="TriedAt">The last attempt; one that a rate limit ended before its first request does not count.</param>
/// <param name="Outcome">The result of the last attempt.</param>
/// <param name="Line">The message of the last failure; null after a success.</param>
/// <param name="SucceededAt">The last attempt that read its window completely; null if there is none.</param>
/// <param name="FullAt">The last successful attempt with the full window.</param>
/// <param name="RetryAt">No scheduled sync before this time; null for no limit.</param>
/// <param name="Failures">The number of attempts since the last success.</param>
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
