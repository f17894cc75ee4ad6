using ActivitySync.Configuration;
using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;

namespace ActivitySync.Sync;

/// <summary>
/// Makes one activity out of its copies, field by field. Numbers come from whoever measured best, words from where the
/// runner writes them; 0 is missing, as the core reads it.
/// </summary>
internal static class CopyMerger
{
    /// <param name="id">The activity's id, as users see it.</param>
    /// <param name="copies">Its recordings, at least one.</param>
    public static StoredActivity Merge(string id, IReadOnlyList<SourceRecording> copies)
    {
        var leading = CopyGrouper.Group([.. copies.Select(copy => copy.Activity)])[0].LeadId;
        var led = copies
            .OrderByDescending(copy => copy.Activity.Id == leading)
            .ThenBy(copy => copy.Activity.Start)
            .ThenBy(copy => copy.Activity.Id, StringComparer.Ordinal)
            .ToList();
        var measured = led.OrderBy(copy => copy.Format).ToList(); // a stable sort: equal formats stay as they are led
        var merged = new Activity
        {
            Id = id,
            Start = led[0].Activity.Start,
            Sport = led[0].Activity.Sport,
            Name = ChooseTitle(led),
            DistanceMeters = ChooseValue(measured, activity => activity.DistanceMeters),
            MovingSeconds = ChooseValue(measured, activity => activity.MovingSeconds),
            ElapsedSeconds = ChooseValue(measured, activity => activity.ElapsedSeconds),
            AverageHeartRate = ChooseValue(measured, activity => activity.AverageHeartRate),
            MaxHeartRate = ChooseValue(measured, activity => activity.MaxHeartRate),
            AscentMeters = ChooseValue(measured, activity => activity.AscentMeters),
            DescentMeters = ChooseValue(measured, activity => activity.DescentMeters),
            PerceivedExertion = ChooseValue(led, activity => activity.PerceivedExertion),
            SourceTag = OrderByEditable(led)
                .Select(copy => copy.Activity.SourceTag)
                .FirstOrDefault(tag => tag is not null),
            DeviceRace = led.Exists(copy => copy.Activity.DeviceRace),
        };
        return new(
            merged,
            SourceDescriptors.Sort(copies.Select(copy => copy.Source)),
            led.Select(copy => SourceDescriptors.Find(copy.Source)?.FindLink(copy.SourceId))
                .FirstOrDefault(link => link is not null)
        );
    }

    /// <summary>A telling title before a device's, a service's before a file's.</summary>
    private static string ChooseTitle(List<SourceRecording> copies)
    {
        var titles = OrderByEditable(copies)
            .Select(copy => copy.Activity.Name)
            .Where(name => !string.IsNullOrWhiteSpace(name))
            .ToList();
        return titles.Find(CopyGrouper.IsInformativeTitle) ?? titles.FirstOrDefault() ?? "";
    }

    /// <summary>The services, where the runner edits, before the files, which stay as they were recorded.</summary>
    private static IOrderedEnumerable<SourceRecording> OrderByEditable(List<SourceRecording> copies) =>
        copies.OrderBy(copy => copy.Source == SourceName.File);

    private static double? ChooseValue(List<SourceRecording> copies, Func<Activity, double?> field) =>
        copies.Select(copy => field(copy.Activity)).FirstOrDefault(value => value is > 0);
}
