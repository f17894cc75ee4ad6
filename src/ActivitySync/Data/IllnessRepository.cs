using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>illnesses</c>. Health notes: they go to the core and to their runner, and nowhere else.</summary>
internal static class IllnessRepository
{
    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<StoredEntry<Illness>> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<DatedRow>(
                "SELECT id AS Id, date AS Date, kind AS Kind FROM illnesses WHERE athlete_id = @AthleteId ORDER BY date, id",
                new { AthleteId = athleteId }
            )
            .Select(row => new StoredEntry<Illness>(row.Id, new(row.Date.ToDate(), row.Kind)))
            .ToList();

    /// <summary>Logs one; the same date and kind is kept once.</summary>
    /// <returns>Its number.</returns>
    public static long Add(DbConnection connection, long athleteId, Illness illness)
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
            row
        );
        return connection.ExecuteScalar<long>(
            "SELECT min(id) FROM illnesses WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind",
            row
        );
    }

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id) =>
        connection.Execute(
            "DELETE FROM illnesses WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id }
        ) > 0;
}
