namespace ActivitySync.Recovery.Tagging;

/// <summary>Which recordings are one activity, and which of them leads (tagging.md 2). The rule lives here once; intake calls it too.</summary>
public static class Copies
{
    private const double SameStartSeconds = 120;
    private const double LeastOverlap = 0.8;
    private const double MostMinutesApart = 0.10;
    private const double MostMetersApart = 0.05;

    /// <summary>Groups recordings, by the start of their first. A recording without a copy, or below 5 minutes, is alone.</summary>
    /// <param name="activities">Recordings of one runner in any order.</param>
    public static IReadOnlyList<CopyGroup> Group(IReadOnlyList<Activity> activities)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var recordings = activities.Select(activity => new Recording(activity, null)).ToArray();
        Array.Sort(recordings, Recording.InOrder);
        return [.. Gather(recordings, new TitleShelf()).Select(AsGroup)];
    }

    /// <summary>Whether a title says something: neither empty nor written by a device (tagging.md 4).</summary>
    public static bool IsTelling(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return Title.Read(title).IsTelling;
    }

    /// <summary>Each group in order of start, its first recording first.</summary>
    /// <param name="recordings">By start instant, then id.</param>
    /// <param name="titles">Titles already read.</param>
    internal static List<Gathered> Gather(IReadOnlyList<Recording> recordings, TitleShelf titles)
    {
        var groups = new List<Gathered>(recordings.Count);
        var open = new List<int>();
        foreach (var recording in recordings)
        {
            if (!recording.Counts)
            {
                groups.Add(new(recording));
                continue;
            }

            if (OpenGroupOf(recording, groups, open) is { } at)
            {
                groups[at] = groups[at].With(recording, titles);
            }
            else
            {
                open.Add(groups.Count);
                groups.Add(new(recording));
            }
        }

        return groups;
    }

    /// <summary>The first open group that the recording fits; those that are over on the way are closed.</summary>
    private static int? OpenGroupOf(Recording recording, List<Gathered> groups, List<int> open)
    {
        int? found = null;
        var kept = 0;
        for (var i = 0; i < open.Count; i++)
        {
            var at = open[i];
            if (!IsOver(groups[at].First, recording))
            {
                open[kept++] = at;
                found ??= AreOne(groups[at].First, recording) ? at : null;
            }
        }

        open.RemoveRange(kept, open.Count - kept);
        return found;
    }

    private static CopyGroup AsGroup(Gathered group) => new(group.Kept.Activity, [.. group.Members.Select(member => member.Activity)]);

    /// <summary>Nothing that starts now or later can be a copy of it any more.</summary>
    private static bool IsOver(Recording first, Recording next)
    {
        var later = SecondsBetween(first, next);
        return later > SameStartSeconds && later >= first.Measured.ElapsedSeconds;
    }

    private static bool AreOne(Recording first, Recording next) =>
        first.Family == next.Family
        && (SecondsBetween(first, next) <= SameStartSeconds || Overlap(first.Measured, next.Measured, SecondsBetween(first, next)))
        && (Apart(first.Measured.MovingSeconds, next.Measured.MovingSeconds) <= MostMinutesApart
            || first.Measured.Meters == 0
            || next.Measured.Meters == 0
            || Apart(first.Measured.Meters, next.Measured.Meters) <= MostMetersApart);

    private static bool Overlap(Measured first, Measured next, double secondsLater)
    {
        var overlap = Math.Min(first.ElapsedSeconds, secondsLater + next.ElapsedSeconds) - secondsLater;
        return overlap / Math.Min(first.ElapsedSeconds, next.ElapsedSeconds) >= LeastOverlap;
    }

    private static double Apart(double one, double other) => Math.Abs(one - other) / Math.Max(one, other);

    private static double SecondsBetween(Recording first, Recording next) => (next.Activity.Start - first.Activity.Start).TotalSeconds;
}
