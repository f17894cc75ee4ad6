using System.Data.Common;
using System.Globalization;
using ActivitySync.Configuration;
using ActivitySync.Data;
using ActivitySync.Recovery;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>An activity, merged field by field from its recordings.</summary>
/// <param name="Activity">Its values; <see cref="Activity.Id"/> is the permanent ID that users see.</param>
/// <param name="Sources">The sources of its recordings, each once.</param>
/// <param name="Link">Its page at a source that has pages; null if there is none.</param>
internal sealed record StoredActivity(Activity Activity, IReadOnlyList<SourceName> Sources, SourceLink? Link = null)
{
    /// <summary>The sources that make the devices of its recordings, whatever source a recording is from.</summary>
    public IReadOnlyList<SourceName> DeviceMakers { get; init; } = [];
}

/// <summary>Loads an athlete's activities, each merged from its recordings.</summary>
internal static class StoredActivityLoader
{
    /// <summary>Loads all activities, ordered by start.</summary>
    public static IReadOnlyList<StoredActivity> Load(
        DbConnection connection,
        long athleteId,
        DbTransaction? transaction = null
    )
    {
        // Recordings first: a sync between the two queries can only add identities, so every recording read has one.
        var recordings = RecordingRepository.GetAll(connection, athleteId, transaction);
        var activityIds = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var identity in RecordingIdentityRepository.GetAll(connection, athleteId, transaction))
        {
            activityIds[RecordingRowExtensions.CreateKey(identity.Source, identity.SourceId)] = identity.ActivityId;
        }

        foreach (var row in recordings.Where(row => !activityIds.ContainsKey(row.GetKey())))
        {
            connection.ReportUnreadable(RecordingRepository.Table, RecordingRepository.GetKey(row));
        }

        return recordings
            .Where(row => activityIds.ContainsKey(row.GetKey()))
            .ToRecordings(connection)
            .GroupBy(pair => activityIds[pair.Row.GetKey()], pair => pair.Recording)
            .Select(copies =>
                (
                    Id: copies.Key,
                    Stored: CopyMerger.Merge(copies.Key.ToString(CultureInfo.InvariantCulture), [.. copies])
                )
            )
            .OrderBy(activity => activity.Stored.Activity.Start)
            .ThenBy(activity => activity.Id)
            .Select(activity => activity.Stored)
            .ToList();
    }
}
