using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>race_feeds</c>.</summary>
internal static class RaceFeedRepository
{
    public static IReadOnlyList<RaceFeedRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<RaceFeedRow>(
                "SELECT feed AS Feed, tried_at AS TriedAt, succeeded_at AS SucceededAt, line AS Line FROM race_feeds WHERE athlete_id = @AthleteId",
                new { AthleteId = athleteId }
            )
            .AsList();

    /// <summary>Notes a try; a failed one leaves the last success as it was.</summary>
    public static void Save(
        DbConnection connection,
        long athleteId,
        string feed,
        DateTimeOffset now,
        string? line,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO race_feeds (athlete_id, feed, tried_at, succeeded_at, line) VALUES (@AthleteId, @Feed, @Now, @Success, @Line)
            ON CONFLICT (athlete_id, feed) DO UPDATE SET
                tried_at = excluded.tried_at, succeeded_at = coalesce(excluded.succeeded_at, race_feeds.succeeded_at), line = excluded.line
            """,
            new
            {
                AthleteId = athleteId,
                Feed = feed,
                Now = now.ToColumn(),
                Success = line is null ? now.ToColumn() : (long?)null,
                Line = line,
            },
            transaction
        );

    public static void Delete(DbConnection connection, long athleteId, string feed, DbTransaction transaction) =>
        connection.Execute(
            "DELETE FROM race_feeds WHERE athlete_id = @AthleteId AND feed = @Feed",
            new { AthleteId = athleteId, Feed = feed },
            transaction
        );
}

/// <summary>A row of <c>race_feeds</c>: how reading a runner's calendar of races went.</summary>
/// <param name="Feed">A fingerprint of its address.</param>
/// <param name="TriedAt">The last try.</param>
/// <param name="SucceededAt">The last try that was answered; null if none was.</param>
/// <param name="Line">What is wrong with it; null if it was read.</param>
internal sealed record RaceFeedRow(string Feed, long TriedAt, long? SucceededAt, string? Line);
