using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>illnesses</c>. Health notes: they go to the core and to their runner, and nowhere else.</summary>
internal static class Illnesses
{
    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<KeptRow<Illness>> Of(DbConnection store, long athleteId) =>
        store.Query<DatedRow>(
            "SELECT id AS Id, date AS Date, kind AS Kind FROM illnesses WHERE athlete_id = @AthleteId ORDER BY date, id",
            new { AthleteId = athleteId })
            .Select(row => new KeptRow<Illness>(row.Id, new(row.Date.ToDate(), row.Kind)))
            .ToList();

    /// <summary>Logs one; the same date and kind is kept once.</summary>
    /// <returns>Its number.</returns>
    public static long Log(DbConnection store, long athleteId, Illness illness)
    {
        var row = new { AthleteId = athleteId, Date = illness.Date.ToColumn(), illness.Kind };
        store.Execute(
            """
            INSERT INTO illnesses (athlete_id, date, kind)
            SELECT @AthleteId, @Date, @Kind
            WHERE NOT EXISTS (SELECT 1 FROM illnesses WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind)
            """,
            row);
        return store.ExecuteScalar<long>(
            "SELECT min(id) FROM illnesses WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind", row);
    }

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection store, long athleteId, long id) =>
        store.Execute("DELETE FROM illnesses WHERE athlete_id = @AthleteId AND id = @Id", new { AthleteId = athleteId, Id = id }) > 0;
}
