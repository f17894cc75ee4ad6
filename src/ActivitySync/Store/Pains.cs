using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>pains</c>. Health notes: they go to the core and to their runner, and nowhere else.</summary>
internal static class Pains
{
    private const string ByRunner = "";
    private const char BetweenSigns = ' ';

    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<KeptRow<Pain>> Of(DbConnection store, long athleteId) =>
        store.Query<PainRow>(
            """
            SELECT id AS Id, date AS Date, area AS Area, severity AS Severity, signs AS Signs, resolved_on AS ResolvedOn
            FROM pains WHERE athlete_id = @AthleteId ORDER BY date, id
            """,
            new { AthleteId = athleteId })
            .Select(row => new KeptRow<Pain>(row.Id, ToPain(row)))
            .ToList();

    /// <summary>Logs one by the runner's word; said again on the same date of the same area it replaces what was said.</summary>
    /// <returns>Its number.</returns>
    public static long Log(DbConnection store, long athleteId, Pain pain)
    {
        using var transaction = store.BeginTransaction();
        store.Execute(
            "DELETE FROM pains WHERE athlete_id = @AthleteId AND date = @Date AND area = @Area AND origin = @Origin",
            new { AthleteId = athleteId, Date = pain.Date.ToColumn(), pain.Area, Origin = ByRunner },
            transaction);
        var id = store.ExecuteScalar<long>(
            """
            INSERT INTO pains (athlete_id, date, area, severity, signs, resolved_on, origin, origin_key)
            VALUES (@AthleteId, @Date, @Area, @Severity, @Signs, @ResolvedOn, @Origin, '')
            RETURNING id
            """,
            new
            {
                AthleteId = athleteId,
                Date = pain.Date.ToColumn(),
                pain.Area,
                pain.Severity,
                Signs = string.Join(BetweenSigns, pain.Signs),
                ResolvedOn = pain.ResolvedOn?.ToColumn(),
                Origin = ByRunner,
            },
            transaction);
        transaction.Commit();
        return id;
    }

    /// <summary>Says from when an area is free of pain: closes what was told of it up to that day and is still open.</summary>
    /// <returns>How many were closed.</returns>
    public static int Resolve(DbConnection store, long athleteId, string area, DateOnly on) =>
        store.Execute(
            """
            UPDATE pains SET resolved_on = @On
            WHERE athlete_id = @AthleteId AND lower(area) = lower(@Area) AND date <= @On AND (resolved_on IS NULL OR resolved_on > @On)
            """,
            new { AthleteId = athleteId, Area = area, On = on.ToColumn() });

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection store, long athleteId, long id) =>
        store.Execute("DELETE FROM pains WHERE athlete_id = @AthleteId AND id = @Id", new { AthleteId = athleteId, Id = id }) > 0;

    private static Pain ToPain(PainRow row) => new()
    {
        Date = row.Date.ToDate(),
        Area = row.Area,
        Severity = row.Severity,
        Signs = row.Signs.Split(BetweenSigns, StringSplitOptions.RemoveEmptyEntries),
        ResolvedOn = row.ResolvedOn?.ToDate(),
    };
}
