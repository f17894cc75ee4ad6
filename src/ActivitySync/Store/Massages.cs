using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>massages</c>: those had, whoever told of them.</summary>
internal static class Massages
{
    private const string ByRunner = "";

    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<KeptRow<Massage>> Of(DbConnection store, long athleteId) =>
        store.Query<DatedRow>(
            "SELECT id AS Id, date AS Date, kind AS Kind FROM massages WHERE athlete_id = @AthleteId ORDER BY date, id",
            new { AthleteId = athleteId })
            .Select(row => new KeptRow<Massage>(row.Id, new(row.Date.ToDate(), EnumWord.Read<MassageKind>(row.Kind))))
            .ToList();

    /// <summary>Logs one by the runner's word; the same date and kind is kept once, whoever told of it first.</summary>
    /// <returns>Its number.</returns>
    public static long Log(DbConnection store, long athleteId, Massage massage)
    {
        var row = new { AthleteId = athleteId, Date = massage.Date.ToColumn(), Kind = EnumWord.Of(massage.Kind), Origin = ByRunner };
        store.Execute(
            """
            INSERT INTO massages (athlete_id, date, kind, origin, origin_key)
            SELECT @AthleteId, @Date, @Kind, @Origin, ''
            WHERE NOT EXISTS (SELECT 1 FROM massages WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind)
            """,
            row);
        return store.ExecuteScalar<long>(
            "SELECT min(id) FROM massages WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind",
            new { AthleteId = athleteId, row.Date, row.Kind });
    }

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection store, long athleteId, long id) =>
        store.Execute("DELETE FROM massages WHERE athlete_id = @AthleteId AND id = @Id", new { AthleteId = athleteId, Id = id }) > 0;
}
