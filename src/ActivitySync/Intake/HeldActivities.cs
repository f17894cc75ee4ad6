using System.Data.Common;

namespace ActivitySync.Intake;

/// <summary>Reads a runner's activities, each once, with its copies merged.</summary>
internal static class HeldActivities
{
    /// <summary>All that is held, by start.</summary>
    public static IReadOnlyList<HeldActivity> Of(DbConnection store, long athleteId) =>
        throw new NotSupportedException($"{store.State} {athleteId}");
}
