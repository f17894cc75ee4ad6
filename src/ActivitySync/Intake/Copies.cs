using ActivitySync.Recovery;

namespace ActivitySync.Intake;

/// <summary>Stands in until the core's rule for copies is here.</summary>
internal static class Copies
{
    public static IReadOnlyList<CopyGroup> Group(IReadOnlyList<Activity> activities)
    {
        var groups = new List<List<Activity>>();
        foreach (var activity in activities.OrderBy(a => a.Start.UtcTicks).ThenBy(a => a.Id, StringComparer.Ordinal))
        {
            var found = groups.FirstOrDefault(g => AreOne(g[0], activity));
            if (found is null) groups.Add([activity]);
            else found.Add(activity);
        }

        return groups.ConvertAll(g => new CopyGroup(g.OrderBy(a => (a.SourceTag is null ? 2 : 0) + (IsTelling(a.Name) ? 0 : 1)).First(), g));
    }

    public static bool IsTelling(string title) => title.Length > 0 && !title.EndsWith("Running", StringComparison.Ordinal);

    private static bool AreOne(Activity first, Activity next) =>
        first.Sport == next.Sport
        && (next.Start - first.Start).TotalSeconds <= 120
        && first.MovingSeconds >= 300
        && next.MovingSeconds >= 300
        && (Apart(first.MovingSeconds, next.MovingSeconds) <= 0.1
            || !(first.DistanceMeters > 0)
            || !(next.DistanceMeters > 0)
            || Apart(first.DistanceMeters, next.DistanceMeters) <= 0.05);

    private static double? Apart(double? one, double? other) => Math.Abs((one - other) ?? 0) / Math.Max(one ?? 0, other ?? 0);
}
