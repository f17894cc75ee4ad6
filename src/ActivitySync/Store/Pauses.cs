using System.Data.Common;
using Dapper;

namespace ActivitySync.Store;

/// <summary>The table <c>pauses</c>: until when a runner wants no mails.</summary>
internal static class Pauses
{
    /// <summary>The last day without mails; null if the runner is not paused.</summary>
    public static DateOnly? UntilOf(DbConnection store, long athleteId) =>
        store.QueryFirstOrDefault<string?>("SELECT until FROM pauses WHERE athlete_id = @AthleteId", new { AthleteId = athleteId })?.ToDate();
}
