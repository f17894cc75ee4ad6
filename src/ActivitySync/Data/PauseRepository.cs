using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The tables <c>pauses</c> and <c>title_pauses</c>: the days on which an athlete gets no mails.</summary>
internal static class PauseRepository
{
    /// <summary>The end date of a pause that lasts until <c>activitysync resume</c>.</summary>
    public static readonly DateOnly Indefinitely = DateOnly.MaxValue;

    /// <summary>Whether the athlete unsubscribed from all mails.</summary>
    public static bool IsPausedIndefinitely(DbConnection connection, long athleteId) =>
        FindEndDate(connection, athleteId) == Indefinitely;

    /// <summary>
    /// The last day of the pause set by hand; null if there is none. A pause whose end cannot be read has no end: it
    /// may be that of an athlete who unsubscribed.
    /// </summary>
    public static DateOnly? FindEndDate(DbConnection connection, long athleteId)
    {
        var until = connection.QueryFirstOrDefault<string?>(
            "SELECT until FROM pauses WHERE athlete_id = @AthleteId",
            new { AthleteId = athleteId }
        );
        return until is null ? null : ReadEndDate(connection, athleteId, until);
    }

    /// <summary>The last days of the pauses set by hand, by athlete.</summary>
    public static IReadOnlyDictionary<long, DateOnly> GetEndDates(DbConnection connection) =>
        connection
            .Query<PauseColumns>("SELECT athlete_id AS AthleteId, until AS Until FROM pauses")
            .ToDictionary(row => row.AthleteId, row => ReadEndDate(connection, row.AthleteId, row.Until));

    private static DateOnly ReadEndDate(DbConnection connection, long athleteId, string until)
    {
        if (ColumnConversions.FindDate(until) is { } date)
        {
            return date;
        }

        connection.ReportUnreadable("pauses", athleteId);
        return Indefinitely;
    }

    /// <summary>Whether a title pauses mails on a day.</summary>
    public static bool IsTitlePausedOn(DbConnection connection, long athleteId, DateOnly day) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) FROM title_pauses WHERE athlete_id = @AthleteId AND from_date <= @Day AND until >= @Day",
            new { AthleteId = athleteId, Day = day.ToColumn() }
        ) > 0;

    /// <summary>The pauses from titles, by athlete.</summary>
    public static ILookup<long, TitlePauseRow> GetTitlePauses(DbConnection connection) =>
        connection
            .Query<TitlePauseRow>(
                "SELECT athlete_id AS AthleteId, from_date AS FromDate, until AS Until FROM title_pauses"
            )
            .ToLookup(row => row.AthleteId);

    /// <summary>Pauses mails up to and including a date; replaces the previous pause.</summary>
    public static void Save(
        DbConnection connection,
        long athleteId,
        DateOnly until,
        DbTransaction? transaction = null
    ) =>
        connection.Execute(
            """
            INSERT INTO pauses (athlete_id, until) VALUES (@AthleteId, @Until)
            ON CONFLICT (athlete_id) DO UPDATE SET until = excluded.until
            """,
            new { AthleteId = athleteId, Until = until.ToColumn() },
            transaction
        );

    /// <summary>Replaces the pause from a title; both days are included, and null removes it.</summary>
    public static void SaveFromTitle(
        DbConnection connection,
        long athleteId,
        string titleKey,
        (DateOnly From, DateOnly Until)? days,
        DbTransaction? transaction = null
    )
    {
        connection.Execute(
            "DELETE FROM title_pauses WHERE athlete_id = @AthleteId AND origin_key = @Key",
            new { AthleteId = athleteId, Key = titleKey },
            transaction
        );
        if (days is not { } pause)
        {
            return;
        }

        connection.Execute(
            """
            INSERT INTO title_pauses (athlete_id, origin_key, from_date, until) VALUES (@AthleteId, @Key, @From, @Until)
            """,
            new
            {
                AthleteId = athleteId,
                Key = titleKey,
                From = pause.From.ToColumn(),
                Until = pause.Until.ToColumn(),
            },
            transaction
        );
    }

    /// <summary>The recordings whose titles pause mails.</summary>
    public static IReadOnlyList<TitleKeyRow> GetTitleKeys(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    ) =>
        connection
            .Query<TitleKeyRow>(
                "SELECT origin_key AS Key, from_date AS Date FROM title_pauses WHERE athlete_id = @AthleteId",
                new { AthleteId = athleteId },
                transaction
            )
            .AsList();

    /// <summary>
    /// Undoes unsubscribing. A pause with an end date, or from a title, stays. False if the athlete had not
    /// unsubscribed.
    /// </summary>
    public static bool EndIndefinite(DbConnection connection, long athleteId) =>
        IsPausedIndefinitely(connection, athleteId)
        && connection.Execute("DELETE FROM pauses WHERE athlete_id = @AthleteId", new { AthleteId = athleteId }) > 0;

    /// <summary>Ends all pauses on a day, including those from titles. False if there was none.</summary>
    public static bool End(DbConnection connection, long athleteId, DateOnly today, DbTransaction? transaction = null)
    {
        var byHand = connection.Execute(
            "DELETE FROM pauses WHERE athlete_id = @AthleteId",
            new { AthleteId = athleteId },
            transaction
        );
        var byTitle = connection.Execute(
            "DELETE FROM title_pauses WHERE athlete_id = @AthleteId AND until >= @Today",
            new { AthleteId = athleteId, Today = today.ToColumn() },
            transaction
        );
        return byHand + byTitle > 0;
    }
}

/// <summary>The columns of <c>pauses</c> as Dapper reads them.</summary>
internal sealed record PauseColumns(long AthleteId, string Until);

/// <summary>A row of <c>title_pauses</c>; both days are included.</summary>
internal sealed record TitlePauseRow(long AthleteId, string FromDate, string Until)
{
    /// <summary>Whether the pause covers a day; compares texts, like <see cref="PauseRepository.IsTitlePausedOn"/>.
    /// </summary>
    public bool Covers(DateOnly day)
    {
        var column = day.ToColumn();
        return string.CompareOrdinal(FromDate, column) <= 0 && string.CompareOrdinal(Until, column) >= 0;
    }
}
