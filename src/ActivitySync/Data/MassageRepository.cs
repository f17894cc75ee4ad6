using System.Data.Common;
using ActivitySync.Recovery;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>massages</c>: massages that the athlete has had, logged by hand or in a title.</summary>
internal static class MassageRepository
{
    private const string ByAthlete = "";

    /// <summary>
    /// An athlete's massages, by date. One that was logged more than once, by hand or in recordings of one activity,
    /// counts once.
    /// </summary>
    public static IReadOnlyList<StoredEntry<Massage>> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<MassageRow>(
                """
                SELECT m.id AS Id, m.date AS Date, m.kind AS Kind,
                       CASE WHEN m.origin = @Title THEN m.origin_key END AS TitleKey, i.activity_id AS ActivityId
                FROM massages m
                LEFT JOIN identities i ON i.athlete_id = m.athlete_id AND m.origin = @Title
                    AND i.source || ':' || i.source_id = m.origin_key
                WHERE m.athlete_id = @AthleteId
                ORDER BY CASE WHEN m.origin = @Title THEN 1 ELSE 0 END, m.date, m.id
                """,
                new { AthleteId = athleteId, Title = TitleOrigin.ColumnValue }
            )
            .DistinctBy(row => (row.Date, row.Kind))
            .DistinctBy(row => (row.Kind, Origin: row.ActivityId ?? -row.Id))
            .OrderBy(row => row.Date, StringComparer.Ordinal)
            .ThenBy(row => row.Id)
            .ConvertReadable(
                connection,
                "massages",
                row => row.Id,
                row => new StoredEntry<Massage>(
                    row.Id,
                    new(row.Date.ToDate(), EnumText.Parse<MassageKind>(row.Kind)),
                    TitleOrigin.FromColumns(row.TitleKey, row.ActivityId)
                )
            );

    /// <summary>Adds a massage logged by hand, unless one with the same date and kind is stored.</summary>
    /// <returns>The id.</returns>
    public static long Add(DbConnection connection, long athleteId, Massage massage, DbTransaction? transaction = null)
    {
        var row = new
        {
            AthleteId = athleteId,
            Date = massage.Date.ToColumn(),
            Kind = EnumText.Format(massage.Kind),
            Origin = ByAthlete,
        };
        connection.Execute(
            """
            INSERT INTO massages (athlete_id, date, kind, origin, origin_key)
            SELECT @AthleteId, @Date, @Kind, @Origin, ''
            WHERE NOT EXISTS (
                SELECT 1 FROM massages WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind
                    AND origin = @Origin)
            """,
            row,
            transaction
        );
        return connection.ExecuteScalar<long>(
            """
            SELECT min(id) FROM massages WHERE athlete_id = @AthleteId AND date = @Date AND kind = @Kind
                AND origin = @Origin
            """,
            row,
            transaction
        );
    }

    /// <summary>Replaces the massages from a title; those that stay keep their id.</summary>
    public static void SaveFromTitle(
        DbConnection connection,
        long athleteId,
        string titleKey,
        IReadOnlyList<Massage> massages,
        DbTransaction? transaction = null
    )
    {
        var stored = connection
            .Query<DatedRow>(
                """
                SELECT id AS Id, date AS Date, kind AS Kind FROM massages WHERE athlete_id = @AthleteId
                    AND origin = @Origin AND origin_key = @Key
                """,
                new
                {
                    AthleteId = athleteId,
                    Origin = TitleOrigin.ColumnValue,
                    Key = titleKey,
                },
                transaction
            )
            .AsList();
        var expected = massages
            .Select(massage => (Date: massage.Date.ToColumn(), Kind: EnumText.Format(massage.Kind)))
            .Distinct()
            .ToList();
        foreach (var row in stored.Where(row => !expected.Contains((row.Date, row.Kind))))
        {
            connection.Execute("DELETE FROM massages WHERE id = @Id", new { row.Id }, transaction);
        }

        foreach (var (date, kind) in expected.Except(stored.Select(row => (row.Date, row.Kind))))
        {
            connection.Execute(
                """
                INSERT INTO massages (athlete_id, date, kind, origin, origin_key)
                VALUES (@AthleteId, @Date, @Kind, @Origin, @Key)
                """,
                new
                {
                    AthleteId = athleteId,
                    Date = date,
                    Kind = kind,
                    Origin = TitleOrigin.ColumnValue,
                    Key = titleKey,
                },
                transaction
            );
        }
    }

    /// <summary>The recordings with massages in their titles.</summary>
    public static IReadOnlyList<TitleKeyRow> GetTitleKeys(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<TitleKeyRow>(
                """
                SELECT origin_key AS Key, date AS Date FROM massages WHERE athlete_id = @AthleteId AND origin = @Origin
                """,
                new { AthleteId = athleteId, Origin = TitleOrigin.ColumnValue },
                transaction
            )
            .AsList();

    /// <summary>
    /// False if the athlete has no massage with this id, or if it comes from a title that is edited at its source.
    /// </summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            DELETE FROM massages WHERE athlete_id = @AthleteId AND id = @Id
                AND (origin <> @Title OR origin_key LIKE @FileKeys)
            """,
            new
            {
                AthleteId = athleteId,
                Id = id,
                Title = TitleOrigin.ColumnValue,
                FileKeys = TitleOrigin.FileKeyPattern,
            },
            transaction
        ) > 0;
}

/// <summary>A row of <c>massages</c>; key and activity are null if it was logged by hand.</summary>
internal sealed record MassageRow(long Id, string Date, string Kind, string? TitleKey, long? ActivityId);
