using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>races</c>: athletes' races, past and future, entered by hand or from race calendars.</summary>
internal static class RaceRepository
{
    private const string ByAthlete = "";
    private const string FromFeed = "calendar";

    /// <summary>An athlete's races, by date.</summary>
    public static IReadOnlyList<StoredEntry<CalendarRace>> GetAll(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<RaceRow>(
                """
                SELECT id AS Id, date AS Date, name AS Name, distance_meters AS DistanceMeters, importance AS Importance
                FROM races WHERE athlete_id = @AthleteId ORDER BY date, name, id
                """,
                new { AthleteId = athleteId },
                transaction
            )
            .ConvertReadable(
                connection,
                "races",
                row => row.Id,
                row => new StoredEntry<CalendarRace>(row.Id, ToRace(row))
            );

    /// <summary>Adds a race entered by hand; it replaces one with the same date and name.</summary>
    /// <returns>The id.</returns>
    public static long Add(DbConnection connection, long athleteId, CalendarRace race)
    {
        using var transaction = connection.BeginFor(athleteId);
        var id = Add(connection, athleteId, race, transaction);
        transaction.Commit();
        return id;
    }

    /// <summary>Like <see cref="Add(DbConnection, long, CalendarRace)"/>, in the caller's transaction.</summary>
    public static long Add(DbConnection connection, long athleteId, CalendarRace race, DbTransaction transaction)
    {
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
        return connection.ExecuteScalar<long>(
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
    }

    /// <summary>False if the athlete has no race with this id.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            "DELETE FROM races WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id },
            transaction
        ) > 0;

    /// <summary>
    /// The races that the rules use: on days with races entered by hand, races from calendars do not count. The same
    /// race in several calendars counts once.
    /// </summary>
    public static IReadOnlyList<CalendarRace> GetEffective(DbConnection connection, long athleteId)
    {
        var feeds = GetFeeds(connection, athleteId);
        var rows = GetAll(connection, athleteId);
        var byHand = rows.Where(row => !feeds.ContainsKey(row.Id)).ToList();
        var dates = byHand.Select(row => row.Value.Date).ToHashSet();
        var fromFeeds = rows.Where(row => feeds.ContainsKey(row.Id) && !dates.Contains(row.Value.Date))
            .Select(row => (feeds[row.Id], row.Value));
        return
        [
            .. byHand
                .Select(row => row.Value)
                .Concat(CalendarRaceMerger.Merge(fromFeeds))
                .Distinct()
                .OrderBy(race => race.Date)
                .ThenBy(race => race.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>The ids of races from calendars.</summary>
    public static IReadOnlySet<long> GetFeedRaceIds(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<long>(
                "SELECT id FROM races WHERE athlete_id = @AthleteId AND origin = @Origin",
                new { AthleteId = athleteId, Origin = FromFeed },
                transaction
            )
            .ToHashSet();

    /// <summary>The calendar of each race that comes from one: its fingerprint, by the race's id.</summary>
    public static IReadOnlyDictionary<long, string> GetFeeds(DbConnection connection, long athleteId) =>
        connection
            .Query<FeedRaceRow>(
                "SELECT id AS Id, origin_key AS Key FROM races WHERE athlete_id = @AthleteId AND origin = @Origin",
                new { AthleteId = athleteId, Origin = FromFeed }
            )
            .ToDictionary(row => row.Id, row => row.Key.Split(':')[0]);

    /// <summary>Replaces the races from a calendar; those that stay keep their id.</summary>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="feed">The calendar's fingerprint.</param>
    /// <param name="races">All races of the calendar, each with its key there.</param>
    /// <param name="transaction">The transaction of the change.</param>
    /// <param name="isKept">
    /// Which races, by their key, stay although the calendar doesn't list them; null for none.
    /// </param>
    /// <returns>How many races were added, changed or removed.</returns>
    public static int ReplaceFeedRaces(
        DbConnection connection,
        long athleteId,
        string feed,
        IReadOnlyList<(string Key, CalendarRace Race)> races,
        DbTransaction transaction,
        Func<string, bool>? isKept = null
    )
    {
        var stored = connection
            .Query<string>(
                """
                SELECT origin_key FROM races WHERE athlete_id = @AthleteId AND origin = @Origin
                    AND substr(origin_key, 1, length(@Feed)) = @Feed
                """,
                new
                {
                    AthleteId = athleteId,
                    Origin = FromFeed,
                    Feed = feed,
                },
                transaction
            )
            .ToHashSet(StringComparer.Ordinal);
        var current = races.ToDictionary(race => $"{feed}:{race.Key}", race => race.Race, StringComparer.Ordinal);
        var changes = 0;
        foreach (
            var key in stored.Where(key =>
                !current.ContainsKey(key) && isKept?.Invoke(key[(feed.Length + 1)..]) != true
            )
        )
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

        foreach (var (key, race) in current)
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
            changes += stored.Contains(key)
                ? connection.Execute(
                    """
                    UPDATE races SET date = @Date, name = @Name, distance_meters = @DistanceMeters,
                        importance = @Importance
                    WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key
                      AND (date <> @Date OR name <> @Name OR distance_meters IS DISTINCT FROM @DistanceMeters
                           OR importance IS DISTINCT FROM @Importance)
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
            Name = StoredText.Limit(row.Name),
            DistanceMeters = row.DistanceMeters is { } meters ? ColumnConversions.CheckMeasurement(meters) : null,
            Importance = row.Importance is { } importance ? EnumText.Parse<Importance>(importance) : null,
        };
}

/// <summary>A row of <c>races</c>.</summary>
internal sealed record RaceRow(long Id, string Date, string Name, double? DistanceMeters, string? Importance);

/// <summary>A race from a calendar: the calendar's fingerprint, a colon and the race's key there.</summary>
internal sealed record FeedRaceRow(long Id, string Key);
