using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>pauses</c>: until when a runner wants no mails.</summary>
internal static class Pauses
{
    /// <summary>The last day without mails; null if the runner is not paused.</summary>
    public static DateOnly? UntilOf(DbConnection store, long athleteId) =>
        store.QueryFirstOrDefault<string?>("SELECT until FROM pauses WHERE athlete_id = @AthleteId", new { AthleteId = athleteId })?.ToDate();

    /// <summary>No mails up to and with this date, whatever was said before.</summary>
    public static void Set(DbConnection store, long athleteId, DateOnly until) =>
        store.Execute(
            """
            INSERT INTO pauses (athlete_id, until) VALUES (@AthleteId, @Until)
            ON CONFLICT (athlete_id) DO UPDATE SET until = excluded.until
            """,
            new { AthleteId = athleteId, Until = until.ToColumn() });

    /// <summary>False if there was no pause.</summary>
    public static bool End(DbConnection store, long athleteId) =>
        store.Execute("DELETE FROM pauses WHERE athlete_id = @AthleteId", new { AthleteId = athleteId }) > 0;
}
