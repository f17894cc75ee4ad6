using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>sync_hints</c>: who may have something new at a service, by that service's word.</summary>
internal static class SyncHintRepository
{
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

    /// <summary>When the service last hinted; null if it did not since the last sync.</summary>
    public static DateTimeOffset? Find(DbConnection connection, long athleteId, string source) =>
        connection
            .QueryFirstOrDefault<long?>(
                "SELECT hinted_at FROM sync_hints WHERE athlete_id = @AthleteId AND source = @Source",
                new { AthleteId = athleteId, Source = source }
            )
            .ToInstant();

    /// <summary>
    /// Takes back what a sync that began at this instant has answered; a hint that came meanwhile stays. One of a time to come was
    /// written down under a clock that ran ahead.
    /// </summary>
    public static void DeleteAnswered(
        DbConnection connection,
        long athleteId,
        string source,
        DateTimeOffset syncStartedAt,
        DateTimeOffset now
    ) =>
        connection.Execute(
            "DELETE FROM sync_hints WHERE athlete_id = @AthleteId AND source = @Source AND (hinted_at < @Began OR hinted_at > @Now)",
            new
            {
                AthleteId = athleteId,
                Source = source,
                Began = syncStartedAt.ToColumn(),
                Now = now.ToColumn(),
            }
        );
}
