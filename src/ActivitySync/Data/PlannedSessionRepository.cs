using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>planned_sessions</c>: training that the athlete plans.</summary>
internal static class PlannedSessionRepository
{
    /// <summary>An athlete's planned sessions, by date.</summary>
    public static IReadOnlyList<StoredEntry<PlannedSession>> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<DatedRow>(
                """
                SELECT id AS Id, date AS Date, kind AS Kind FROM planned_sessions WHERE athlete_id = @AthleteId
                ORDER BY date, id
                """,
                new { AthleteId = athleteId }
            )
            .ConvertReadable(
                connection,
                "planned_sessions",
                row => row.Id,
                row => new StoredEntry<PlannedSession>(
                    row.Id,
                    new(row.Date.ToDate(), EnumText.Parse<PlannedSessionKind>(row.Kind))
                )
            );

    /// <summary>Adds a session, unless one with the same date and kind is stored.</summary>
    /// <returns>The id.</returns>
    public static long Add(
        DbConnection connection,
        long athleteId,
        PlannedSession session,
        DbTransaction? transaction = null
    )
    {
        var row = new
        {
            AthleteId = athleteId,
            Date = session.Date.ToColumn(),
            Kind = EnumText.Format(session.Kind),
        };
        connection.Execute(
            """
            INSERT INTO planned_sessions (athlete_id, date, kind)
            SELECT @AthleteId, @Date, @Kind
            WHERE NOT EXISTS (SELECT 1 FROM planned_sessions WHERE athlete_id = @AthleteId AND date = @Date
                AND kind = @Kind)
            """,
            row,
            transaction
        );
        return connection.ExecuteScalar<long>(
            "SELECT min(id) FROM planned_sessions WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind",
            row,
            transaction
        );
    }

    /// <summary>False if the athlete has no session with this id.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            "DELETE FROM planned_sessions WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id },
            transaction
        ) > 0;
}
