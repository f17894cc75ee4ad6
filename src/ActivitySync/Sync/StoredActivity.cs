using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>One activity as the household holds it: the copies of several sources merged field by field.</summary>
/// <param name="Activity">Its values; <see cref="Activity.Id"/> is the id that users see, stable for good.</param>
/// <param name="Sources">Where copies of it came from, each once.</param>
/// <param name="Link">Its page at a source that has pages; null if there is none.</param>
internal sealed record StoredActivity(Activity Activity, IReadOnlyList<SourceName> Sources, SourceLink? Link = null);

/// <summary>Reads a runner's activities, each once, with its copies merged.</summary>
internal static class StoredActivityLoader
{
    /// <summary>All that is held, by start.</summary>
    public static IReadOnlyList<StoredActivity> Load(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    )
    {
        // In this order a sync in between cannot show a recording that has no identity yet.
        var recordings = RecordingRepository.GetAll(connection, athleteId, transaction);
        var activityOf = RecordingIdentityRepository
            .GetAll(connection, athleteId, transaction)
            .ToDictionary(row => RecordingRowExtensions.CreateKey(row.Source, row.SourceId), row => row.ActivityId);
        return recordings
            .Where(row => activityOf.ContainsKey(row.GetKey()))
            .GroupBy(row => activityOf[row.GetKey()], row => row.ToRecording())
            .Select(copies =>
                (Id: copies.Key, Held: CopyMerger.Merge(copies.Key.ToString(CultureInfo.InvariantCulture), [.. copies]))
            )
            .OrderBy(activity => activity.Held.Activity.Start)
            .ThenBy(activity => activity.Id)
            .Select(activity => activity.Held)
            .ToList();
    }
}
