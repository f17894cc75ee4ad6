using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>sync_hints</c>: the athletes for whom a source reported an event since the last sync.
/// </summary>
internal static class SyncHintRepository
{
    /// <param name="connection">An open connection.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="source">The source.</param>
    /// <param name="now">The current instant by the database's clock, since another node may sync.</param>
    public static void Save(DbConnection connection, long athleteId, string source, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO sync_hints (athlete_id, source, hinted_at) VALUES (@AthleteId, @Source, @Now)
            ON CONFLICT (athlete_id, source) DO UPDATE SET hinted_at = excluded.hinted_at
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                Now = now.ToColumn(),
            }
        );

    /// <summary>When the source last sent a hint; null if there is none since the last sync.</summary>
    public static DateTimeOffset? Find(DbConnection connection, long athleteId, string source) =>
        connection
            .FindInstant(
                connection.QueryFirstOrDefault<long?>(
                    "SELECT hinted_at FROM sync_hints WHERE athlete_id = @AthleteId AND source = @Source",
                    new { AthleteId = athleteId, Source = source }
                ),
                "sync_hints",
                source
            )
            .ToInstant();

    /// <summary>The athletes for whom a source sent a hint since their last sync.</summary>
    public static IReadOnlySet<long> GetHinted(DbConnection connection, string source) =>
        connection
            .Query<HintColumns>(
                "SELECT athlete_id AS AthleteId, hinted_at AS HintedAt FROM sync_hints WHERE source = @Source",
                new { Source = source }
            )
            .Where(row => connection.FindInstant(row.HintedAt, "sync_hints", source) is not null)
            .Select(row => row.AthleteId)
            .ToHashSet();

    /// <summary>
    /// Deletes the hints from before a sync; one that came during the sync stays. A hint from the future was stored
    /// while the system clock was wrong, and is deleted too. Both instants are by the database's clock.
    /// </summary>
    public static void DeleteAnswered(
        DbConnection connection,
        long athleteId,
        string source,
        DateTimeOffset syncStartedAt,
        DateTimeOffset now,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            DELETE FROM sync_hints WHERE athlete_id = @AthleteId AND source = @Source
                AND (hinted_at < @Began OR hinted_at > @Now)
            """,
            new
            {
                AthleteId = athleteId,
                Source = source,
                Began = syncStartedAt.ToColumn(),
                Now = now.ToColumn(),
            },
            transaction
        );
}

/// <summary>The columns of a hint as Dapper reads them.</summary>
internal sealed record HintColumns(long AthleteId, long HintedAt);
