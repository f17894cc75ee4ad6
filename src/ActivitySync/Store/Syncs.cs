using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>syncs</c>: one row a runner and source.</summary>
internal static class Syncs
{
    /// <summary>All of a runner's, by source.</summary>
    public static IReadOnlyList<SyncRow> Of(DbConnection store, long athleteId) =>
        store.Query<SyncRow>(
            """
            SELECT athlete_id AS AthleteId, source AS Source, tried_at AS TriedAt, outcome AS Outcome, line AS Line,
                   succeeded_at AS SucceededAt, full_at AS FullAt, retry_at AS RetryAt, failures AS Failures
            FROM syncs WHERE athlete_id = @AthleteId
            ORDER BY source
            """,
            new { AthleteId = athleteId }).AsList();

    /// <summary>Null if the source was never asked for this runner.</summary>
    public static SyncRow? Find(DbConnection store, long athleteId, string source) =>
        Of(store, athleteId).FirstOrDefault(row => row.Source == source);

    public static void Save(DbConnection store, SyncRow row) =>
        store.Execute(
            """
            INSERT INTO syncs (athlete_id, source, tried_at, outcome, line, succeeded_at, full_at, retry_at, failures)
            VALUES (@AthleteId, @Source, @TriedAt, @Outcome, @Line, @SucceededAt, @FullAt, @RetryAt, @Failures)
            ON CONFLICT (athlete_id, source) DO UPDATE SET
                tried_at = excluded.tried_at, outcome = excluded.outcome, line = excluded.line, succeeded_at = excluded.succeeded_at,
                full_at = excluded.full_at, retry_at = excluded.retry_at, failures = excluded.failures
            """,
            row);

    public static void Delete(DbConnection store, long athleteId, string source, DbTransaction? transaction = null) =>
        store.Execute(
            "DELETE FROM syncs WHERE athlete_id = @AthleteId AND source = @Source",
            new { AthleteId = athleteId, Source = source },
            transaction);
}
