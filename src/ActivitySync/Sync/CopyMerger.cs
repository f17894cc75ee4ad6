using ActivitySync.Configuration;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Merges the copies of one activity field by field. Numbers come from the best format, the title and tags from the
/// source that the athlete edits. The number 0 counts as missing.
/// </summary>
internal static class CopyMerger
{
    /// <param name="id">The activity's ID, as users see it.</param>
    /// <param name="copies">Its recordings, at least one.</param>
    public static StoredActivity Merge(string id, IReadOnlyList<SourceRecording> copies)
    {
        var leading = CopyGrouper.Group([.. copies.Select(copy => copy.Activity)])[0].LeadId;
        var ordered = copies
            .OrderByDescending(copy => copy.Activity.Id == leading)
            .ThenBy(copy => copy.Activity.Start)
            .ThenBy(copy => copy.Activity.Id, StringComparer.Ordinal)
            .ToList();
        // OrderBy is stable: recordings of equal format keep their order.
        var measured = ordered.OrderBy(copy => copy.Format).ToList();
        var merged = new Activity
        {
            Id = id,
            Start = ordered[0].Activity.Start,
            Sport = ordered[0].Activity.Sport,
            Name = ChooseTitle(ordered),
            DistanceMeters = ChooseValue(measured, activity => activity.DistanceMeters),
            MovingSeconds = ChooseValue(measured, activity => activity.MovingSeconds),
            ElapsedSeconds = ChooseValue(measured, activity => activity.ElapsedSeconds),
            AverageHeartRate = ChooseValue(measured, activity => activity.AverageHeartRate),
            MaxHeartRate = ChooseValue(measured, activity => activity.MaxHeartRate),
            AscentMeters = ChooseValue(measured, activity => activity.AscentMeters),
            DescentMeters = ChooseValue(measured, activity => activity.DescentMeters),
            PerceivedExertion = ChooseValue(ordered, activity => activity.PerceivedExertion),
            SourceTag = OrderByEditable(ordered)
                .Select(copy => copy.Activity.SourceTag)
                .FirstOrDefault(tag => tag is not null),
            DeviceRace = ordered.Exists(copy => copy.Activity.DeviceRace),
        };
        return new(
            merged,
            SourceDescriptors.Sort(copies.Select(copy => copy.Source)),
            ordered
                .Select(copy => SourceDescriptors.Find(copy.Source)?.FindLink(copy.SourceId))
                .FirstOrDefault(link => link is not null)
        )
        {
            DeviceMakers = SourceDescriptors.FindMakers(copies.Select(copy => copy.DeviceName).OfType<string>()),
        };
    }

    /// <summary>Prefers an informative title to a device's default, and a service's title to a file's.</summary>
    private static string ChooseTitle(List<SourceRecording> copies)
    {
        var titles = OrderByEditable(copies)
            .Select(copy => copy.Activity.Name)
            .Where(name => !string.IsNullOrWhiteSpace(name))
            .ToList();
        return titles.Find(CopyGrouper.IsInformativeTitle) ?? titles.FirstOrDefault() ?? "";
    }

    /// <summary>Puts recordings of services, where the athlete edits, before those of files.</summary>
    private static IOrderedEnumerable<SourceRecording> OrderByEditable(List<SourceRecording> copies) =>
        copies.OrderBy(copy => copy.Source == SourceName.File);

    private static double? ChooseValue(List<SourceRecording> copies, Func<Activity, double?> field) =>
        copies.Select(copy => field(copy.Activity)).FirstOrDefault(value => value is > 0);
}
