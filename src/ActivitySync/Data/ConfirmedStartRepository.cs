using System.Data.Common;
using Dapper;

namespace ActivitySync.Data;

/// <summary>
/// The table <c>confirmed_starts</c>: days of races without a recording on which the athlete says to have started.
/// </summary>
internal static class ConfirmedStartRepository
{
    /// <summary>An athlete's days.</summary>
    public static IReadOnlyList<DateOnly> GetAll(DbConnection connection, long athleteId) =>
        connection
            .Query<ConfirmedStartRow>(
                "SELECT id AS Id, date AS Date FROM confirmed_starts WHERE athlete_id = @AthleteId ORDER BY date",
                new { AthleteId = athleteId }
            )
            .ConvertReadable(connection, "confirmed_starts", row => row.Id, row => row.Date.ToDate());

    /// <summary>Adds a day, unless it is stored.</summary>
    public static void Add(DbConnection connection, long athleteId, DateOnly date, DbTransaction transaction) =>
        connection.Execute(
            "INSERT INTO confirmed_starts (athlete_id, date) VALUES (@AthleteId, @Date) ON CONFLICT DO NOTHING",
            new { AthleteId = athleteId, Date = date.ToColumn() },
            transaction
        );

    /// <summary>Removes a day, if it is stored.</summary>
    public static void Remove(DbConnection connection, long athleteId, DateOnly date, DbTransaction transaction) =>
        connection.Execute(
            "DELETE FROM confirmed_starts WHERE athlete_id = @AthleteId AND date = @Date",
            new { AthleteId = athleteId, Date = date.ToColumn() },
            transaction
        );
}

/// <summary>A row of <c>confirmed_starts</c>.</summary>
internal sealed record ConfirmedStartRow(long Id, string Date);
