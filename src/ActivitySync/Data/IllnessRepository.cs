using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>illnesses</c>. Health data: only the planner and the athlete may see it.</summary>
internal static class IllnessRepository
{
    /// <summary>An athlete's illnesses, by date.</summary>
    public static IReadOnlyList<StoredEntry<Illness>> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<DatedRow>(
                """
                SELECT id AS Id, date AS Date, kind AS Kind FROM illnesses WHERE athlete_id = @AthleteId
                ORDER BY date, id
                """,
                new { AthleteId = athleteId }
            )
            .ConvertReadable(
                connection,
                "illnesses",
                row => row.Id,
                row => new StoredEntry<Illness>(row.Id, new(row.Date.ToDate(), StoredText.Limit(row.Kind)))
            );

    /// <summary>Adds an illness, unless one with the same date and kind is stored.</summary>
    /// <returns>The id.</returns>
    public static long Add(DbConnection connection, long athleteId, Illness illness, DbTransaction? transaction = null)
    {
        var row = new
        {
            AthleteId = athleteId,
            Date = illness.Date.ToColumn(),
            illness.Kind,
        };
        connection.Execute(
            """
            INSERT INTO illnesses (athlete_id, date, kind)
            SELECT @AthleteId, @Date, @Kind
            WHERE NOT EXISTS (SELECT 1 FROM illnesses WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind)
            """,
            row,
            transaction
        );
        return connection.ExecuteScalar<long>(
            "SELECT min(id) FROM illnesses WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind",
            row,
            transaction
        );
    }

    /// <summary>False if the athlete has no illness with this id.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            "DELETE FROM illnesses WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id },
            transaction
        ) > 0;
}
