using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>races</c>: the runner's calendar, past and future, by hand and from feeds.</summary>
internal static class RaceRepository
{
    private const string ByAthlete = "";
    private const string FromFeed = "calendar";

    /// <summary>All of a runner's, by date.</summary>
    public static IReadOnlyList<StoredEntry<CalendarRace>> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<RaceRow>(
                """
                SELECT id AS Id, date AS Date, name AS Name, distance_meters AS DistanceMeters, importance AS Importance
                FROM races WHERE athlete_id = @AthleteId ORDER BY date, name, id
                """,
                new { AthleteId = athleteId }
            )
            .Select(row => new StoredEntry<CalendarRace>(row.Id, ToRace(row)))
            .ToList();

    /// <summary>Adds a race by the runner's word; the same date and name again replaces its distance and importance.</summary>
    /// <returns>Its number.</returns>
    public static long Add(DbConnection connection, long athleteId, CalendarRace race)
    {
        using var transaction = connection.BeginTransaction();
        connection.Execute(
            "DELETE FROM races WHERE athlete_id = @AthleteId AND date = @Date AND name = @Name AND origin = @Origin",
            new
            {
                AthleteId = athleteId,
                Date = race.Date.ToColumn(),
                race.Name,
                Origin = ByAthlete,
            },
            transaction
        );
        var id = connection.ExecuteScalar<long>(
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
                Importance = race.Importance is { } importance ? EnumText.Format(importance) : null,
                Origin = ByAthlete,
            },
            transaction
        );
        transaction.Commit();
        return id;
    }

    /// <summary>False if the runner has none of this number.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id) =>
        connection.Execute(
            "DELETE FROM races WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id }
        ) > 0;

    /// <summary>
    /// What the rules see: a day that the runner entered by hand is as entered, whatever a calendar says of it.
    /// </summary>
    public static IReadOnlyList<CalendarRace> GetEffective(DbConnection connection, long athleteId)
    {
        var fromFeeds = GetFeedRaceIds(connection, athleteId);
        var rows = GetAll(connection, athleteId);
        var byHand = rows.Where(row => !fromFeeds.Contains(row.Id)).Select(row => row.Value.Date).ToHashSet();
        return
        [
            .. rows.Where(row => !fromFeeds.Contains(row.Id) || !byHand.Contains(row.Value.Date))
                .Select(row => row.Value)
                .Distinct(),
        ];
    }

    /// <summary>The numbers of those that a calendar told of.</summary>
    public static IReadOnlySet<long> GetFeedRaceIds(DbConnection connection, long athleteId) =>
        connection
            .Query<long>(
                "SELECT id FROM races WHERE athlete_id = @AthleteId AND origin = @Origin",
                new { AthleteId = athleteId, Origin = FromFeed }
            )
            .ToHashSet();

    /// <summary>Makes a calendar's races what the calendar says; a race that stays keeps its number.</summary>
    /// <param name="connection">The open store.</param>
    /// <param name="athleteId">The runner.</param>
    /// <param name="feed">The calendar's fingerprint.</param>
    /// <param name="races">All of its races, each with what names it there.</param>
    /// <param name="transaction">What it is part of.</param>
    /// <returns>How many were added, changed or taken away.</returns>
    public static int ReplaceFeedRaces(
        DbConnection connection,
        long athleteId,
        string feed,
        IReadOnlyList<(string Key, CalendarRace Race)> races,
        DbTransaction transaction
    )
    {
        var held = connection
            .Query<string>(
                "SELECT origin_key FROM races WHERE athlete_id = @AthleteId AND origin = @Origin AND substr(origin_key, 1, length(@Feed)) = @Feed",
                new
                {
                    AthleteId = athleteId,
                    Origin = FromFeed,
                    Feed = feed,
                },
                transaction
            )
            .ToHashSet(StringComparer.Ordinal);
        var told = races.ToDictionary(race => $"{feed}:{race.Key}", race => race.Race, StringComparer.Ordinal);
        var changes = 0;
        foreach (var key in held.Where(key => !told.ContainsKey(key)))
        {
            changes += connection.Execute(
                "DELETE FROM races WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key",
                new
                {
                    AthleteId = athleteId,
                    Origin = FromFeed,
                    Key = key,
                },
                transaction
            );
        }

        foreach (var (key, race) in told)
        {
            var row = new
            {
                AthleteId = athleteId,
                Origin = FromFeed,
                Key = key,
                Date = race.Date.ToColumn(),
                race.Name,
                race.DistanceMeters,
                Importance = race.Importance is { } importance ? EnumText.Format(importance) : null,
            };
            changes += held.Contains(key)
                ? connection.Execute(
                    """
                    UPDATE races SET date = @Date, name = @Name, distance_meters = @DistanceMeters, importance = @Importance
                    WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key
                      AND (date IS NOT @Date OR name IS NOT @Name OR distance_meters IS NOT @DistanceMeters OR importance IS NOT @Importance)
                    """,
                    row,
                    transaction
                )
                : connection.Execute(
                    """
                    INSERT INTO races (athlete_id, date, name, distance_meters, importance, origin, origin_key)
                    VALUES (@AthleteId, @Date, @Name, @DistanceMeters, @Importance, @Origin, @Key)
                    """,
                    row,
                    transaction
                );
        }

        return changes;
    }

    private static CalendarRace ToRace(RaceRow row) =>
        new()
        {
            Date = row.Date.ToDate(),
            Name = row.Name,
            DistanceMeters = row.DistanceMeters,
            Importance = row.Importance is { } importance ? EnumText.Parse<Importance>(importance) : null,
        };
}

/// <summary>A row of <c>races</c> as its columns are.</summary>
internal sealed record RaceRow(long Id, string Date, string Name, double? DistanceMeters, string? Importance);
