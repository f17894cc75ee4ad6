using System.Data.Common;
using System.Globalization;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>Reads a runner's activities, each once, with its copies merged.</summary>
internal static class HeldActivities
{
    /// <summary>All that is held, by start.</summary>
    public static IReadOnlyList<HeldActivity> Of(DbConnection store, long athleteId)
    {
        using var transaction = store.BeginTransaction(); // both tables as of one instant
        var activityOf = Identities.Of(store, athleteId, transaction)
            .ToDictionary(row => RecordingRows.KeyOf(row.Source, row.SourceId), row => row.ActivityId);
        return Recordings.Of(store, athleteId, transaction)
            .GroupBy(row => activityOf[row.Key()], row => row.ToRecording())
            .Select(copies => (copies.Key, Held: MergeCopies.Merge(copies.Key.ToString(CultureInfo.InvariantCulture), [.. copies])))
            .OrderBy(activity => activity.Held.Activity.Start)
            .ThenBy(activity => activity.Key)
            .Select(activity => activity.Held)
            .ToList();
    }
}
