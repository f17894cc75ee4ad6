using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>feed_links</c>: the numbers that addresses of feeds are signed with.</summary>
internal static class FeedLinkRepository
{
    /// <summary>The number of an athlete's feed; null as long as it has no address.</summary>
    public static long? FindNumber(DbConnection connection, long athleteId, FeedKind kind) =>
        connection.QueryFirstOrDefault<long?>(
            "SELECT number FROM feed_links WHERE athlete_id = @AthleteId AND kind = @Kind",
            new { AthleteId = athleteId, Kind = EnumText.Format(kind) }
        );

    /// <summary>The athletes whose feed has an address, with its number.</summary>
    public static IReadOnlyList<FeedLinkRow> GetAll(DbConnection connection, FeedKind kind) =>
        connection
            .Query<FeedLinkRow>(
                """
                SELECT a.name AS Athlete, l.number AS Number FROM feed_links l JOIN athletes a ON a.id = l.athlete_id
                WHERE l.kind = @Kind
                """,
                new { Kind = EnumText.Format(kind) }
            )
            .AsList();

    /// <summary>Saves a number unless there is one already, and returns the stored one.</summary>
    public static long GetOrAdd(DbConnection connection, long athleteId, FeedKind kind, long number)
    {
        connection.Execute(
            """
            INSERT INTO feed_links (athlete_id, kind, number) VALUES (@AthleteId, @Kind, @Number)
            ON CONFLICT (athlete_id, kind) DO NOTHING
            """,
            new
            {
                AthleteId = athleteId,
                Kind = EnumText.Format(kind),
                Number = number,
            }
        );
        return FindNumber(connection, athleteId, kind) ?? number;
    }

    /// <summary>Replaces the number, so that the former address ends.</summary>
    public static void Replace(DbConnection connection, long athleteId, FeedKind kind, long number) =>
        connection.Execute(
            """
            INSERT INTO feed_links (athlete_id, kind, number) VALUES (@AthleteId, @Kind, @Number)
            ON CONFLICT (athlete_id, kind) DO UPDATE SET number = excluded.number
            """,
            new
            {
                AthleteId = athleteId,
                Kind = EnumText.Format(kind),
                Number = number,
            }
        );
}

/// <summary>What an address shows to everybody who has it.</summary>
internal enum FeedKind
{
    /// <summary>The suggested days, for calendars.</summary>
    Calendar,

    /// <summary>The advice as JSON, for home dashboards.</summary>
    State,
}

/// <summary>An athlete's feed and the number its address is signed with.</summary>
internal sealed record FeedLinkRow(string Athlete, long Number);
