using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>calendar_feeds</c>: the calendars that programs subscribe to, one per athlete.</summary>
internal static class CalendarFeedRepository
{
    /// <summary>An athlete's calendar; null as long as no mail had an entry for it.</summary>
    public static string? Find(DbConnection connection, string athlete) =>
        connection.QueryFirstOrDefault<string?>(
            """
            SELECT f.content FROM calendar_feeds f JOIN athletes a ON a.id = f.athlete_id WHERE a.name = @Athlete
            """,
            new { Athlete = athlete }
        );

    /// <summary>Saves a calendar if it has changed.</summary>
    public static void Save(DbConnection connection, long athleteId, string content, DateTimeOffset now) =>
        connection.Execute(
            """
            INSERT INTO calendar_feeds (athlete_id, content, updated_at) VALUES (@AthleteId, @Content, @UpdatedAt)
            ON CONFLICT (athlete_id) DO UPDATE SET content = excluded.content, updated_at = excluded.updated_at
            WHERE calendar_feeds.content <> excluded.content
            """,
            new
            {
                AthleteId = athleteId,
                Content = content,
                UpdatedAt = now.ToColumn(),
            }
        );
}
