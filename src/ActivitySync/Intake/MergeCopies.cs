using ActivitySync.Recovery;
using ActivitySync.Recovery.Tagging;
using ActivitySync.Sources;

namespace ActivitySync.Intake;

/// <summary>
/// Makes one activity out of its copies, field by field. Numbers come from whoever measured best, words from where the
/// runner writes them; 0 is missing, as the core reads it.
/// </summary>
internal static class MergeCopies
{
    /// <param name="id">The activity's id, as users see it.</param>
    /// <param name="copies">Its recordings, at least one.</param>
    public static HeldActivity Merge(string id, IReadOnlyList<SourceActivity> copies)
    {
        var leading = Copies.Group([.. copies.Select(copy => copy.Activity)])[0].KeptId;
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
            Name = Title(led),
            DistanceMeters = Best(measured, activity => activity.DistanceMeters),
            MovingSeconds = Best(measured, activity => activity.MovingSeconds),
            ElapsedSeconds = Best(measured, activity => activity.ElapsedSeconds),
            AverageHeartRate = Best(measured, activity => activity.AverageHeartRate),
            MaxHeartRate = Best(measured, activity => activity.MaxHeartRate),
            AscentMeters = Best(measured, activity => activity.AscentMeters),
            DescentMeters = Best(measured, activity => activity.DescentMeters),
            PerceivedExertion = Best(led, activity => activity.PerceivedExertion),
            SourceTag = EditedFirst(led).Select(copy => copy.Activity.SourceTag).FirstOrDefault(tag => tag is not null),
            DeviceRace = led.Exists(copy => copy.Activity.DeviceRace),
        };
        return new(
            merged,
            [.. copies.Select(copy => copy.Source).Distinct().Order()],
            led.Find(copy => copy.Source == SourceName.Strava)?.SourceId);
    }

    /// <summary>A telling title before a device's, a service's before a file's.</summary>
    private static string Title(List<SourceActivity> led)
    {
        var titles = EditedFirst(led).Select(copy => copy.Activity.Name).Where(name => !string.IsNullOrWhiteSpace(name)).ToList();
        return titles.Find(Copies.IsTelling) ?? titles.FirstOrDefault() ?? "";
    }

    /// <summary>The services, where the runner edits, before the files, which stay as they were recorded.</summary>
    private static IOrderedEnumerable<SourceActivity> EditedFirst(List<SourceActivity> led) =>
        led.OrderBy(copy => copy.Source == SourceName.File);

    private static double? Best(List<SourceActivity> copies, Func<Activity, double?> field) =>
        copies.Select(copy => field(copy.Activity)).FirstOrDefault(value => value is > 0);
}
