using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>races</c>: the runner's calendar, past and future, by hand and from feeds.</summary>
internal static class Races
{
    private const string ByRunner = "";

    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<KeptRow<CalendarRace>> Of(DbConnection store, long athleteId) =>
        store.Query<RaceRow>(
            """
            SELECT id AS Id, date AS Date, name AS Name, distance_meters AS DistanceMeters, importance AS Importance
            FROM races WHERE athlete_id = @AthleteId ORDER BY date, name, id
            """,
            new { AthleteId = athleteId })
            .Select(row => new KeptRow<CalendarRace>(row.Id, ToRace(row)))
            .ToList();

    /// <summary>Adds a race by the runner's word; the same date and name again replaces its distance and importance.</summary>
    /// <returns>Its number.</returns>
    public static long Add(DbConnection store, long athleteId, CalendarRace race)
    {
        using var transaction = store.BeginTransaction();
        store.Execute(
            "DELETE FROM races WHERE athlete_id = @AthleteId AND date = @Date AND name = @Name AND origin = @Origin",
            new { AthleteId = athleteId, Date = race.Date.ToColumn(), race.Name, Origin = ByRunner },
            transaction);
        var id = store.ExecuteScalar<long>(
            """
            INSERT INTO races (athlete_id, date, name, distance_meters, importance, origin, origin_key)
            VALUES (@AthleteId, @Date, @Name, @DistanceMeters, @Importance, @Origin, '')
            RETURNING id
            """,
            new
            {
                AthleteId = athleteId,
                Date = race.Date.ToColumn(),
                race.Name,
                race.DistanceMeters,
                Importance = race.Importance is { } importance ? EnumWord.Of(importance) : null,
                Origin = ByRunner,
            },
            transaction);
        transaction.Commit();
        return id;
    }

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection store, long athleteId, long id) =>
        store.Execute("DELETE FROM races WHERE athlete_id = @AthleteId AND id = @Id", new { AthleteId = athleteId, Id = id }) > 0;

    private static CalendarRace ToRace(RaceRow row) => new()
    {
        Date = row.Date.ToDate(),
        Name = row.Name,
        DistanceMeters = row.DistanceMeters,
        Importance = row.Importance is { } importance ? EnumWord.Read<Importance>(importance) : null,
    };
}
