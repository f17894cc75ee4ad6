using ActivitySync.Recovery;

namespace ActivitySync.Digest;

/// <summary>Makes one line of warm-up, race and cool-down in files of their own (tagging.md 2).</summary>
internal static class WeekLines
{
    /// <summary>Runs at most this far apart are one outing.</summary>
    private static readonly TimeSpan _mostApart = TimeSpan.FromMinutes(30);

    /// <summary>Below this a recording takes no part in anything (tagging.md 1).</summary>
    private const double LeastMinutes = 5;

    public static IReadOnlyList<WeekEntry> Of(IReadOnlyList<TaggedActivity> activities, DateOnly from, DateOnly to)
    {
        var outings = new List<List<TaggedActivity>>();
        foreach (var activity in activities.Where(activity => IsToldOf(activity, from, to)))
        {
            if (outings.Count > 0 && FollowOn(outings[^1][^1], activity)) outings[^1].Add(activity);
            else outings.Add([activity]);
        }

        return [.. outings.Select(Entry)];
    }

    private static bool IsToldOf(TaggedActivity activity, DateOnly from, DateOnly to)
    {
        var date = DateOnly.FromDateTime(activity.Activity.Start.DateTime);
        return activity.DuplicateOf is null && activity.Facts.Minutes >= LeastMinutes && date >= from && date <= to;
    }

    private static bool FollowOn(TaggedActivity earlier, TaggedActivity later)
    {
        if (!IsRun(earlier) || !IsRun(later)) return false;
        var elapsed = earlier.Activity.ElapsedSeconds ?? earlier.Facts.Minutes * 60;
        return later.Activity.Start - earlier.Activity.Start.AddSeconds(elapsed) <= _mostApart;
    }

    private static bool IsRun(TaggedActivity activity) =>
        activity.Activity.Sport is "run" or "trail-run" or "treadmill" or "virtual-run" or "track-run";

    private static WeekEntry Entry(List<TaggedActivity> outing)
    {
        var lead = outing.OrderByDescending(activity => activity.Labels.Count > 0)
            .ThenBy(activity => activity.Labels.Count > 0 ? activity.Labels[0] : default)
            .ThenByDescending(activity => activity.Facts.EffortMinutes)
            .First();
        var around = outing.Where(activity => activity != lead).Sum(activity => activity.Facts.Minutes);
        return new WeekEntry(lead, Rounded(lead.Facts.Minutes), Rounded(around));
    }

    private static int Rounded(double minutes) => (int)Math.Round(minutes, MidpointRounding.AwayFromZero);
}
