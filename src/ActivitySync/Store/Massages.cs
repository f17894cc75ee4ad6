using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>massages</c>: those had, told of by hand or in a title.</summary>
internal static class Massages
{
    private const string ByRunner = "";

    /// <summary>All of a runner's, by date; one told of more than once, by hand or in copies of an activity, is one.</summary>
    public static IReadOnlyList<KeptRow<Massage>> Of(DbConnection store, long athleteId) =>
        store.Query<MassageRow>(
            """
            SELECT m.id AS Id, m.date AS Date, m.kind AS Kind,
                   CASE WHEN m.origin = @Title THEN m.origin_key END AS TitleKey, i.activity_id AS ActivityId
            FROM massages m
            LEFT JOIN identities i ON i.athlete_id = m.athlete_id AND m.origin = @Title AND i.source || ':' || i.source_id = m.origin_key
            WHERE m.athlete_id = @AthleteId
            ORDER BY CASE WHEN m.origin = @Title THEN 1 ELSE 0 END, m.date, m.id
            """,
            new { AthleteId = athleteId, Title = TitleOrigin.Column })
            .DistinctBy(row => (row.Date, row.Kind))
            .DistinctBy(row => (row.Kind, Teller: row.ActivityId ?? -row.Id))
            .OrderBy(row => row.Date, StringComparer.Ordinal)
            .ThenBy(row => row.Id)
            .Select(row => new KeptRow<Massage>(
                row.Id, new(row.Date.ToDate(), EnumWord.Read<MassageKind>(row.Kind)), TitleOrigin.Of(row.TitleKey, row.ActivityId)))
            .ToList();

    /// <summary>Logs one by the runner's word; the same date and kind is kept once.</summary>
    /// <returns>Its number.</returns>
    public static long Log(DbConnection store, long athleteId, Massage massage)
    {
        var row = new { AthleteId = athleteId, Date = massage.Date.ToColumn(), Kind = EnumWord.Of(massage.Kind), Origin = ByRunner };
        store.Execute(
            """
            INSERT INTO massages (athlete_id, date, kind, origin, origin_key)
            SELECT @AthleteId, @Date, @Kind, @Origin, ''
            WHERE NOT EXISTS (
                SELECT 1 FROM massages WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind AND origin = @Origin)
            """,
            row);
        return store.ExecuteScalar<long>(
            "SELECT min(id) FROM massages WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind AND origin = @Origin",
            row);
    }

    /// <summary>Keeps what a title says now; what it goes on saying keeps its number.</summary>
    public static void SayInTitle(
        DbConnection store, long athleteId, string titleKey, IReadOnlyList<Massage> said, DbTransaction? transaction = null)
    {
        var held = store.Query<DatedRow>(
            "SELECT id AS Id, date AS Date, kind AS Kind FROM massages WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key",
            new { AthleteId = athleteId, Origin = TitleOrigin.Column, Key = titleKey },
            transaction).AsList();
        var wanted = said.Select(massage => (Date: massage.Date.ToColumn(), Kind: EnumWord.Of(massage.Kind))).Distinct().ToList();
        foreach (var row in held.Where(row => !wanted.Contains((row.Date, row.Kind))))
            store.Execute("DELETE FROM massages WHERE id = @Id", new { row.Id }, transaction);
        foreach (var (date, kind) in wanted.Except(held.Select(row => (row.Date, row.Kind))))
        {
            store.Execute(
                "INSERT INTO massages (athlete_id, date, kind, origin, origin_key) VALUES (@AthleteId, @Date, @Kind, @Origin, @Key)",
                new { AthleteId = athleteId, Date = date, Kind = kind, Origin = TitleOrigin.Column, Key = titleKey },
                transaction);
        }
    }

    /// <summary>The recordings whose titles tell of any.</summary>
    public static IReadOnlyList<TitleKeyRow> TitleKeys(DbConnection store, long athleteId, DbTransaction? transaction = null) =>
        store.Query<TitleKeyRow>(
            "SELECT origin_key AS Key, date AS Date FROM massages WHERE athlete_id = @AthleteId AND origin = @Origin",
            new { AthleteId = athleteId, Origin = TitleOrigin.Column },
            transaction).AsList();

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection store, long athleteId, long id) =>
        store.Execute("DELETE FROM massages WHERE athlete_id = @AthleteId AND id = @Id", new { AthleteId = athleteId, Id = id }) > 0;
}
