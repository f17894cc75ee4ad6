namespace ActivitySync.Recovery.Tagging;

/// <summary>Which recordings are one activity, and which of them leads (tagging.md 2). The rule lives here once; intake calls it too.</summary>
public static class CopyGrouper
{
    private const double MaxStartDifferenceSeconds = 120;
    private const double MinOverlap = 0.8;
    private const double MaxDurationDifference = 0.10;
    private const double MaxDistanceDifference = 0.05;

    /// <summary>Groups recordings, by the start of their first. A recording without a copy, or below 5 minutes, is alone.</summary>
    /// <param name="activities">Recordings of one runner in any order.</param>
    public static IReadOnlyList<CopyGroup> Group(IReadOnlyList<Activity> activities)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var recordings = activities.Select(activity => new Recording(activity, null)).ToArray();
        Array.Sort(recordings, Recording.CompareByStart);
        return [.. GroupRecordings(recordings, new TitleCache()).Select(ToCopyGroup)];
    }

    /// <summary>Whether a title says something: neither empty nor written by a device (tagging.md 4).</summary>
    public static bool IsInformativeTitle(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return ActivityTitle.Parse(title).IsInformative;
    }

    /// <summary>Each group in order of start, its first recording first.</summary>
    /// <param name="recordings">By start instant, then id.</param>
    /// <param name="titles">Titles already read.</param>
    internal static List<RecordingGroup> GroupRecordings(IReadOnlyList<Recording> recordings, TitleCache titles)
    {
        var groups = new List<RecordingGroup>(recordings.Count);
        var open = new List<int>();
        foreach (var recording in recordings)
        {
            if (!recording.IsCounted)
            {
                groups.Add(new(recording));
                continue;
            }

            if (FindOpenGroup(recording, groups, open) is { } at)
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
    private static int? FindOpenGroup(Recording recording, List<RecordingGroup> groups, List<int> open)
    {
        int? found = null;
        var kept = 0;
        for (var i = 0; i < open.Count; i++)
        {
            var at = open[i];
            if (!HasEnded(groups[at].First, recording))
            {
                open[kept++] = at;
                found ??= AreCopies(groups[at].First, recording) ? at : null;
            }
        }

        open.RemoveRange(kept, open.Count - kept);
        return found;
    }

    private static CopyGroup ToCopyGroup(RecordingGroup group) =>
        new(group.Lead.Activity, [.. group.Members.Select(member => member.Activity)]);

    /// <summary>Nothing that starts now or later can be a copy of it any more.</summary>
    private static bool HasEnded(Recording first, Recording next)
    {
        var later = GetSecondsBetween(first, next);
        return later > MaxStartDifferenceSeconds && later >= first.Measurements.ElapsedSeconds;
    }

    private static bool AreCopies(Recording first, Recording next) =>
        first.Family == next.Family
        && (
            GetSecondsBetween(first, next) <= MaxStartDifferenceSeconds
            || HasMinOverlap(first.Measurements, next.Measurements, GetSecondsBetween(first, next))
        )
        && (
            ComputeRelativeDifference(first.Measurements.MovingSeconds, next.Measurements.MovingSeconds)
                <= MaxDurationDifference
            || first.Measurements.Meters == 0
            || next.Measurements.Meters == 0
            || ComputeRelativeDifference(first.Measurements.Meters, next.Measurements.Meters) <= MaxDistanceDifference
        );

    private static bool HasMinOverlap(Measurements first, Measurements next, double secondsLater)
    {
        var overlap = Math.Min(first.ElapsedSeconds, secondsLater + next.ElapsedSeconds) - secondsLater;
        return overlap / Math.Min(first.ElapsedSeconds, next.ElapsedSeconds) >= MinOverlap;
    }

    private static double ComputeRelativeDifference(double one, double other) =>
        Math.Abs(one - other) / Math.Max(one, other);

    private static double GetSecondsBetween(Recording first, Recording next) =>
        (next.Activity.Start - first.Activity.Start).TotalSeconds;
}

/// <summary>The recordings of one activity.</summary>
/// <param name="Lead">The one kept, what it lacked filled in from the others.</param>
/// <param name="Members">All recordings as they came, the kept one too, by start and id.</param>
public sealed record CopyGroup(Activity Lead, IReadOnlyList<Activity> Members)
{
    /// <summary>The id of the recording kept.</summary>
    public string LeadId => Lead.Id;
}
