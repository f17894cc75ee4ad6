using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>planned_sessions</c>: training the runner means to do.</summary>
internal static class PlannedSessions
{
    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<KeptRow<PlannedSession>> Of(DbConnection store, long athleteId) =>
        store.Query<DatedRow>(
            "SELECT id AS Id, date AS Date, kind AS Kind FROM planned_sessions WHERE athlete_id = @AthleteId ORDER BY date, id",
            new { AthleteId = athleteId })
            .Select(row => new KeptRow<PlannedSession>(row.Id, new(row.Date.ToDate(), EnumWord.Read<PlannedKind>(row.Kind))))
            .ToList();

    /// <summary>Adds a session; the same date and kind is kept once.</summary>
    /// <returns>Its number.</returns>
    public static long Add(DbConnection store, long athleteId, PlannedSession session)
    {
        var row = new { AthleteId = athleteId, Date = session.Date.ToColumn(), Kind = EnumWord.Of(session.Kind) };
        store.Execute(
            """
            INSERT INTO planned_sessions (athlete_id, date, kind)
            SELECT @AthleteId, @Date, @Kind
            WHERE NOT EXISTS (SELECT 1 FROM planned_sessions WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind)
            """,
            row);
        return store.ExecuteScalar<long>(
            "SELECT min(id) FROM planned_sessions WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind", row);
    }

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection store, long athleteId, long id) =>
        store.Execute("DELETE FROM planned_sessions WHERE athlete_id = @AthleteId AND id = @Id", new { AthleteId = athleteId, Id = id }) > 0;
}
