using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The table <c>massage_feelings</c>: whether massages helped, logged by hand or in a title.</summary>
internal static class MassageFeelingRepository
{
    /// <summary>An answer is about a massage at most this many days earlier.</summary>
    public const int MaxDays = 14;

    private const string ByAthlete = "";

    /// <summary>
    /// An athlete's answers, one for each date with a massage, by that date. Of several answers about a massage, the
    /// one stored last counts, and a copy of a recording that says nothing new is not an answer. An answer without a
    /// stored massage is left out as long as there is none.
    /// </summary>
    public static IReadOnlyList<StoredEntry<MassageAnswer>> GetAll(DbConnection connection, long athleteId)
    {
        var massageDates = GetMassageDates(connection, athleteId);
        return Query(connection, athleteId)
            .ConvertReadable(
                connection,
                "massage_feelings",
                row => row.Id,
                row =>
                    (
                        Row: row,
                        Feeling: EnumText.Parse<MassageFeeling>(row.Feeling),
                        Date: row.MassageDate?.ToDate(),
                        SaidOn: row.SaidOn.ToDate(),
                        SaidAt: row.SaidAt.ToInstant()
                    )
            )
            .OrderBy(answer => answer.SaidAt)
            .ThenBy(answer => answer.SaidOn)
            .ThenBy(answer => answer.Row.Id)
            .DistinctBy(answer => (answer.Feeling, Origin: answer.Row.ActivityId ?? -answer.Row.Id))
            .Select(answer =>
                (answer.Row, answer.Feeling, answer.SaidAt, Date: FindDate(massageDates, answer.Date, answer.SaidOn))
            )
            .Where(answer => answer.Date is not null)
            .GroupBy(answer => answer.Date!.Value, (date, answers) => (Date: date, Last: answers.Last()))
            .OrderBy(answer => answer.Date)
            .Select(answer => new StoredEntry<MassageAnswer>(
                answer.Last.Row.Id,
                new(answer.Date, answer.Last.Feeling, answer.Last.SaidAt),
                TitleOrigin.FromColumns(answer.Last.Row.TitleKey, answer.Last.Row.ActivityId)
            ))
            .ToList();
    }

    /// <summary>
    /// The date of the latest stored massage on or before a day, at most <see cref="MaxDays"/> earlier; null if there
    /// is none. An answer given on that day is about this massage.
    /// </summary>
    public static DateOnly? FindMassageDate(DbConnection connection, long athleteId, DateOnly saidOn) =>
        FindLatest(GetMassageDates(connection, athleteId), saidOn);

    /// <summary>Adds an answer given by hand; it replaces the one about the same massage and keeps its id.</summary>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="massageDate">The date of the massage.</param>
    /// <param name="feeling">The answer.</param>
    /// <param name="saidOn">The day of the answer, local to the athlete.</param>
    /// <param name="saidAt">The current time.</param>
    /// <param name="transaction">The caller's transaction.</param>
    /// <returns>The id.</returns>
    public static long Save(
        DbConnection connection,
        long athleteId,
        DateOnly massageDate,
        MassageFeeling feeling,
        DateOnly saidOn,
        DateTimeOffset saidAt,
        DbTransaction? transaction = null
    ) =>
        connection.ExecuteScalar<long>(
            """
            INSERT INTO massage_feelings (athlete_id, massage_date, feeling, said_on, said_at, origin, origin_key)
            VALUES (@AthleteId, @MassageDate, @Feeling, @SaidOn, @SaidAt, @Origin, '')
            ON CONFLICT (athlete_id, origin_key, massage_date) DO UPDATE
                SET feeling = excluded.feeling, said_on = excluded.said_on, said_at = excluded.said_at
            RETURNING id
            """,
            new
            {
                AthleteId = athleteId,
                MassageDate = massageDate.ToColumn(),
                Feeling = EnumText.Format(feeling),
                SaidOn = saidOn.ToColumn(),
                SaidAt = saidAt.ToColumn(),
                Origin = ByAthlete,
            },
            transaction
        );

    /// <summary>
    /// Replaces the answer from a title; null removes it. An answer that stays keeps the time it was stored.
    /// </summary>
    /// <param name="connection">The open database.</param>
    /// <param name="athleteId">The row ID of the athlete.</param>
    /// <param name="titleKey">The recording, as a key of <see cref="TitleOrigin.CreateKey"/>.</param>
    /// <param name="feeling">The answer in the title.</param>
    /// <param name="saidOn">The date of the activity.</param>
    /// <param name="saidAt">The current time.</param>
    /// <param name="transaction">The caller's transaction.</param>
    public static void SaveFromTitle(
        DbConnection connection,
        long athleteId,
        string titleKey,
        MassageFeeling? feeling,
        DateOnly saidOn,
        DateTimeOffset saidAt,
        DbTransaction? transaction = null
    )
    {
        var row = new
        {
            AthleteId = athleteId,
            Feeling = feeling is { } given ? EnumText.Format(given) : null,
            SaidOn = saidOn.ToColumn(),
            SaidAt = saidAt.ToColumn(),
            Origin = TitleOrigin.ColumnValue,
            Key = titleKey,
        };
        connection.Execute(
            """
            DELETE FROM massage_feelings WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key
                AND (CAST(@Feeling AS TEXT) IS NULL OR feeling <> @Feeling)
            """,
            row,
            transaction
        );
        connection.Execute(
            """
            UPDATE massage_feelings SET said_on = @SaidOn
            WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key
            """,
            row,
            transaction
        );
        connection.Execute(
            """
            INSERT INTO massage_feelings (athlete_id, massage_date, feeling, said_on, said_at, origin, origin_key)
            SELECT @AthleteId, NULL, @Feeling, @SaidOn, @SaidAt, @Origin, @Key
            WHERE CAST(@Feeling AS TEXT) IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM massage_feelings WHERE athlete_id = @AthleteId AND origin = @Origin AND origin_key = @Key)
            """,
            row,
            transaction
        );
    }

    /// <summary>The recordings with an answer in their titles, with the dates of their activities.</summary>
    public static IReadOnlyList<TitleKeyRow> GetTitleKeys(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<TitleKeyRow>(
                """
                SELECT origin_key AS Key, said_on AS Date FROM massage_feelings
                WHERE athlete_id = @AthleteId AND origin = @Origin
                """,
                new { AthleteId = athleteId, Origin = TitleOrigin.ColumnValue },
                transaction
            )
            .AsList();

    /// <summary>
    /// False if the athlete has no answer with this id, or if it comes from a title that is edited at its source.
    /// </summary>
    public static bool Remove(DbConnection connection, long athleteId, long id, DbTransaction? transaction = null) =>
        connection.Execute(
            """
            DELETE FROM massage_feelings WHERE athlete_id = @AthleteId AND id = @Id
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

    private static IEnumerable<MassageFeelingRow> Query(DbConnection connection, long athleteId) =>
        connection.Query<MassageFeelingRow>(
            """
            SELECT f.id AS Id, f.massage_date AS MassageDate, f.feeling AS Feeling, f.said_on AS SaidOn,
                   f.said_at AS SaidAt, CASE WHEN f.origin = @Title THEN f.origin_key END AS TitleKey,
                   i.activity_id AS ActivityId
            FROM massage_feelings f
            LEFT JOIN identities i ON i.athlete_id = f.athlete_id AND f.origin = @Title
                AND i.source || ':' || i.source_id = f.origin_key
            WHERE f.athlete_id = @AthleteId
            ORDER BY f.id
            """,
            new { AthleteId = athleteId, Title = TitleOrigin.ColumnValue }
        );

    /// <summary>The dates with a massage, in order.</summary>
    private static List<DateOnly> GetMassageDates(DbConnection connection, long athleteId) =>
        MassageRepository.GetAll(connection, athleteId).Select(row => row.Value.Date).Distinct().ToList();

    private static DateOnly? FindDate(List<DateOnly> massageDates, DateOnly? date, DateOnly saidOn) =>
        date is not { } known ? FindLatest(massageDates, saidOn)
        : massageDates.BinarySearch(known) >= 0 ? known
        : null;

    private static DateOnly? FindLatest(List<DateOnly> massageDates, DateOnly saidOn)
    {
        var found = massageDates.BinarySearch(saidOn);
        var index = found >= 0 ? found : ~found - 1;
        return index >= 0 && saidOn.DayNumber - massageDates[index].DayNumber <= MaxDays ? massageDates[index] : null;
    }
}

/// <summary>How a massage left the athlete, compared with before it.</summary>
internal enum MassageFeeling
{
    Better,
    Same,
    Worse,
}

/// <summary>What the athlete said about a massage.</summary>
/// <param name="MassageDate">The date of the massage, local to the athlete.</param>
/// <param name="Feeling">How it left the athlete.</param>
/// <param name="SaidAt">When the answer was stored.</param>
internal sealed record MassageAnswer(DateOnly MassageDate, MassageFeeling Feeling, DateTimeOffset SaidAt);

/// <summary>
/// A row of <c>massage_feelings</c>; key and activity are null if it was logged by hand, the date of the massage is
/// null if it comes from a title.
/// </summary>
internal sealed record MassageFeelingRow(
    long Id,
    string? MassageDate,
    string Feeling,
    string SaidOn,
    long SaidAt,
    string? TitleKey,
    long? ActivityId
);
