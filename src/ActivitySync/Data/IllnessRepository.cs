using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>illnesses</c>. Health data: only the planner and the athlete may see it.</summary>
internal static class IllnessRepository
{
    private const string FromSource = "calendar";

    /// <summary>An athlete's illnesses, by date.</summary>
    public static IReadOnlyList<StoredEntry<Illness>> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<DatedRow>(
                """
                SELECT id AS Id, date AS Date, kind AS Kind FROM illnesses WHERE athlete_id = @AthleteId
                ORDER BY date, id
                """,
                new { AthleteId = athleteId }
            )
            .ConvertReadable(
                connection,
                "illnesses",
                row => row.Id,
                row => new StoredEntry<Illness>(row.Id, new(row.Date.ToDate(), StoredText.Limit(row.Kind)))
            );

    /// <summary>The ids of illnesses from the calendars of sources.</summary>
    public static IReadOnlySet<long> GetSourceIds(DbConnection connection, long athleteId) =>
        connection
            .Query<long>(
                "SELECT id FROM illnesses WHERE athlete_id = @AthleteId AND origin = @Origin",
                new { AthleteId = athleteId, Origin = FromSource }
            )
            .ToHashSet();

    /// <summary>Replaces the illnesses from a source's calendar; those that stay keep their id.</summary>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The athlete.</param>
    /// <param name="source">The source.</param>
    /// <param name="illnesses">All illnesses of the calendar, each with its key there.</param>
    /// <param name="from">Illnesses before this day stay.</param>
    /// <param name="transaction">The transaction of the change.</param>
    public static void ReplaceSourceIllnesses(
        DbConnection connection,
        long athleteId,
        string source,
        IReadOnlyList<(string Key, Illness Illness)> illnesses,
        DateOnly from,
        DbTransaction transaction
    )
    {
        var stored = connection
            .Query<string>(
                """
                SELECT origin_key FROM illnesses WHERE athlete_id = @AthleteId AND origin = @Origin
                    AND substr(origin_key, 1, length(@Prefix)) = @Prefix AND date >= @From
                """,
                new
                {
                    AthleteId = athleteId,
                    Origin = FromSource,
                    Prefix = $"{source}:",
                    From = from.ToColumn(),
                },
                transaction
            )
            .ToHashSet(StringComparer.Ordinal);
        var current = illnesses.ToDictionary(row => $"{source}:{row.Key}", row => row.Illness, StringComparer.Ordinal);
        foreach (var key in stored.Where(key => !current.ContainsKey(key)))
        {
            connection.Execute(
                "DELETE FROM illnesses WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key",
                new
                {
                    AthleteId = athleteId,
                    Origin = FromSource,
                    Key = key,
                },
                transaction
            );
        }

        foreach (var (key, illness) in current)
        {
            var row = new
            {
                AthleteId = athleteId,
                Origin = FromSource,
                Key = key,
                Date = illness.Date.ToColumn(),
                illness.Kind,
            };
            if (
                connection.Execute(
                    """
                    UPDATE illnesses SET date = @Date, kind = @Kind
                    WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key
                    """,
                    row,
                    transaction
                ) == 0
            )
            {
                connection.Execute(
                    """
                    INSERT INTO illnesses (athlete_id, date, kind, origin, origin_key)
                    VALUES (@AthleteId, @Date, @Kind, @Origin, @Key)
                    """,
                    row,
                    transaction
                );
            }
        }
    }

    /// <summary>Adds an illness, unless the athlete added one with the same date and kind.</summary>
    /// <returns>The id.</returns>
    public static long Add(DbConnection connection, long athleteId, Illness illness, DbTransaction? transaction = null)
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
            WHERE NOT EXISTS (
                SELECT 1 FROM illnesses
                WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind AND origin = ''
            )
            """,
            row,
            transaction
        );
        return connection.ExecuteScalar<long>(
            """
            SELECT min(id) FROM illnesses
            WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind AND origin = ''
            """,
            row,
            transaction
        );
    }

    /// <summary>False if the athlete has no illness with this id.</summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            "DELETE FROM illnesses WHERE athlete_id = @AthleteId AND id = @Id",
            new { AthleteId = athleteId, Id = id },
            transaction
        ) > 0;
}
