using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>slots</c>: massages booked.</summary>
internal static class Slots
{
    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<KeptRow<Massage>> Of(DbConnection store, long athleteId) =>
        store.Query<DatedRow>(
            "SELECT id AS Id, date AS Date, kind AS Kind FROM slots WHERE athlete_id = @AthleteId ORDER BY date, id",
            new { AthleteId = athleteId })
            .Select(row => new KeptRow<Massage>(row.Id, new(row.Date.ToDate(), EnumWord.Read<MassageKind>(row.Kind))))
            .ToList();

    /// <summary>Adds a booking; the same date and kind is kept once.</summary>
    /// <returns>Its number.</returns>
    public static long Add(DbConnection store, long athleteId, Massage slot)
    {
        var row = new { AthleteId = athleteId, Date = slot.Date.ToColumn(), Kind = EnumWord.Of(slot.Kind) };
        store.Execute(
            """
            INSERT INTO slots (athlete_id, date, kind)
            SELECT @AthleteId, @Date, @Kind
            WHERE NOT EXISTS (SELECT 1 FROM slots WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind)
            """,
            row);
        return store.ExecuteScalar<long>(
            "SELECT min(id) FROM slots WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind", row);
    }

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection store, long athleteId, long id) =>
        store.Execute("DELETE FROM slots WHERE athlete_id = @AthleteId AND id = @Id", new { AthleteId = athleteId, Id = id }) > 0;
}
