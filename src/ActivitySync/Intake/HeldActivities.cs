using System.Data.Common;
using System.Globalization;
using ActivitySync.Store;

namespace ActivitySync.Intake;

/// <summary>Reads a runner's activities, each once, with its copies merged.</summary>
internal static class HeldActivities
{
    /// <summary>All that is held, by start.</summary>
    public static IReadOnlyList<HeldActivity> Of(DbConnection store, long athleteId, DbTransaction? transaction = null)
    {
        // In this order a sync in between cannot show a recording that has no identity yet.
        var recordings = Recordings.Of(store, athleteId, transaction);
        var activityOf = Identities.Of(store, athleteId, transaction)
            .ToDictionary(row => RecordingRows.KeyOf(row.Source, row.SourceId), row => row.ActivityId);
        return recordings
            .Where(row => activityOf.ContainsKey(row.Key()))
            .GroupBy(row => activityOf[row.Key()], row => row.ToRecording())
            .Select(copies => (Id: copies.Key, Held: MergeCopies.Merge(copies.Key.ToString(CultureInfo.InvariantCulture), [.. copies])))
            .OrderBy(activity => activity.Held.Activity.Start)
            .ThenBy(activity => activity.Id)
            .Select(activity => activity.Held)
            .ToList();
    }
}
