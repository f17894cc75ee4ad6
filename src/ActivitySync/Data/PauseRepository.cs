using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>The tables <c>pauses</c> and <c>title_pauses</c>: when a runner wants no mails.</summary>
internal static class PauseRepository
{
    /// <summary>Off until <c>activitysync resume</c>: the runner ended the mails.</summary>
    public static readonly DateOnly Indefinitely = DateOnly.MaxValue;

    /// <summary>Whether the runner ended the mails, all of them and not for a while.</summary>
    public static bool IsPausedIndefinitely(DbConnection connection, long athleteId) =>
        FindEndDate(connection, athleteId) == Indefinitely;

    /// <summary>The last day without mails, by hand; null if the runner is not paused.</summary>
    public static DateOnly? FindEndDate(DbConnection connection, long athleteId) =>
        connection
            .QueryFirstOrDefault<string?>(
                "SELECT until FROM pauses WHERE athlete_id = @AthleteId",
                new { AthleteId = athleteId }
            )
            ?.ToDate();

    /// <summary>Whether a title asks for no mails on a day.</summary>
    public static bool IsTitlePausedOn(DbConnection connection, long athleteId, DateOnly day) =>
        connection.ExecuteScalar<long>(
            "SELECT count(*) FROM title_pauses WHERE athlete_id = @AthleteId AND from_date <= @Day AND until >= @Day",
            new { AthleteId = athleteId, Day = day.ToColumn() }
        ) > 0;

    /// <summary>No mails up to and with this date, whatever was said before.</summary>
    public static void Save(DbConnection connection, long athleteId, DateOnly until) =>
        connection.Execute(
            """
            INSERT INTO pauses (athlete_id, until) VALUES (@AthleteId, @Until)
            ON CONFLICT (athlete_id) DO UPDATE SET until = excluded.until
            """,
            new { AthleteId = athleteId, Until = until.ToColumn() }
        );

    /// <summary>Keeps what a title says now: no mails on some days, both ends included, or nothing of it.</summary>
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
        if (days is not { } said)
        {
            return;
        }

        connection.Execute(
            "INSERT INTO title_pauses (athlete_id, origin_key, from_date, until) VALUES (@AthleteId, @Key, @From, @Until)",
            new
            {
                AthleteId = athleteId,
                Key = titleKey,
                From = said.From.ToColumn(),
                Until = said.Until.ToColumn(),
            },
            transaction
        );
    }

    /// <summary>The recordings whose titles ask for no mails.</summary>
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

    /// <summary>Ends them all from a day on, those of titles too. False if there was none.</summary>
    public static bool End(DbConnection connection, long athleteId, DateOnly today)
    {
        var byHand = connection.Execute(
            "DELETE FROM pauses WHERE athlete_id = @AthleteId",
            new { AthleteId = athleteId }
        );
        var byTitle = connection.Execute(
            "DELETE FROM title_pauses WHERE athlete_id = @AthleteId AND until >= @Today",
            new { AthleteId = athleteId, Today = today.ToColumn() }
        );
        return byHand + byTitle > 0;
    }
}
