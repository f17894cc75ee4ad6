using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>race_feeds</c>: the race calendars that athletes subscribe to.</summary>
internal static class RaceFeedRepository
{
    private const string Table = "race_feeds";

    public static IReadOnlyList<RaceFeedRow> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<RaceFeedRow>(
                """
                SELECT feed AS Feed, tried_at AS TriedAt, succeeded_at AS SucceededAt, line AS Line FROM race_feeds
                WHERE athlete_id = @AthleteId
                """,
                new { AthleteId = athleteId }
            )
            .Select(row => WithKnownTimes(connection, row))
            .ToList();

    /// <summary>The calendars of many athletes in one statement, by athlete.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="athleteIds">The athletes; the rows of others are left out.</param>
    public static ILookup<long, RaceFeedRow> GetAll(DbConnection connection, IReadOnlySet<long> athleteIds) =>
        connection
            .Query<AthleteRaceFeedColumns>(
                """
                SELECT athlete_id AS AthleteId, feed AS Feed, tried_at AS TriedAt, succeeded_at AS SucceededAt,
                       line AS Line
                FROM race_feeds
                """
            )
            .Where(row => athleteIds.Contains(row.AthleteId))
            .ToLookup(
                row => row.AthleteId,
                row => WithKnownTimes(connection, new RaceFeedRow(row.Feed, row.TriedAt, row.SucceededAt, row.Line))
            );

    private static RaceFeedRow WithKnownTimes(DbConnection connection, RaceFeedRow row) =>
        row with
        {
            TriedAt = connection.FindInstant(row.TriedAt, Table, row.Feed) ?? 0,
            SucceededAt = connection.FindInstant(row.SucceededAt, Table, row.Feed),
        };

    /// <summary>Stores the result of an attempt; a failure keeps the time of the last success.</summary>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="feed">The calendar's fingerprint.</param>
    /// <param name="now">The time of the attempt.</param>
    /// <param name="line">What is wrong with the calendar; null if nothing is.</param>
    /// <param name="transaction">The transaction of the change.</param>
    /// <param name="wasRead">True if the calendar was read although something is wrong with it.</param>
    public static void Save(
        DbConnection connection,
        long athleteId,
        string feed,
        DateTimeOffset now,
        string? line,
        DbTransaction? transaction = null,
        bool wasRead = false
    ) =>
        connection.Execute(
            """
            INSERT INTO race_feeds (athlete_id, feed, tried_at, succeeded_at, line)
            VALUES (@AthleteId, @Feed, @Now, @Success, @Line)
            ON CONFLICT (athlete_id, feed) DO UPDATE SET
                tried_at = excluded.tried_at, succeeded_at = coalesce(excluded.succeeded_at, race_feeds.succeeded_at),
                line = excluded.line
            """,
            new
            {
                AthleteId = athleteId,
                Feed = feed,
                Now = now.ToColumn(),
                Success = line is null || wasRead ? now.ToColumn() : (long?)null,
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

/// <summary>A row of <c>race_feeds</c>: the result of reading an athlete's race calendar.</summary>
/// <param name="Feed">A fingerprint of the calendar's address.</param>
/// <param name="TriedAt">The last attempt.</param>
/// <param name="SucceededAt">The last successful attempt; null if there is none.</param>
/// <param name="Line">
/// The message of the last attempt: why it failed, or which events were left out; null if nothing is wrong.
/// </param>
internal sealed record RaceFeedRow(string Feed, long TriedAt, long? SucceededAt, string? Line)
{
    /// <summary>The last attempt failed.</summary>
    public bool HasFailed => Line is not null && SucceededAt != TriedAt;
}

/// <summary>The columns of <c>race_feeds</c> with their athlete, as Dapper reads them.</summary>
internal sealed record AthleteRaceFeedColumns(
    long AthleteId,
    string Feed,
    long TriedAt,
    long? SucceededAt,
    string? Line
);
