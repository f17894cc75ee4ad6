namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// Decides which recordings are copies of one activity and which of them leads (tagging.md 2). Planning and syncing
/// both use it, so that they agree.
/// </summary>
public static class CopyGrouper
{
    /// <summary>The max elapsed time of a recording, in seconds; a longer time is implausible and ignored.</summary>
    public const double MaxElapsedSeconds = Measurements.MaxSeconds;

    /// <summary>Recordings that start at most this many seconds apart can be copies without overlapping.</summary>
    public const double MaxStartDifferenceSeconds = 120;

    private const double MinOverlap = 0.8;
    private const double MaxDurationDifference = 0.10;
    private const double MaxDistanceDifference = 0.05;

    /// <summary>
    /// Groups recordings, ordered by the start of the first in each group. A recording without a copy, or below 5
    /// minutes, is a group of its own.
    /// </summary>
    /// <param name="activities">Recordings of one athlete in any order.</param>
    public static IReadOnlyList<CopyGroup> Group(IReadOnlyList<Activity> activities)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var recordings = activities.Select(activity => new Recording(activity, null)).ToList();
        recordings.Sort(Recording.CompareByStart);
        return
        [
            .. GroupRecordings(recordings)
                .Select(group => new CopyGroup(
                    group.Lead.Activity,
                    [.. group.Members.Select(member => member.Activity)]
                )),
        ];
    }

    /// <summary>
    /// Numbers the sets of recordings that can be grouped apart from each other: recordings that are copies by their
    /// values, directly or through others, have the same number.
    /// </summary>
    /// <param name="activities">Recordings of one athlete in any order.</param>
    /// <returns>A number for each recording, in the order given.</returns>
    public static IReadOnlyList<int> FindIndependentSets(IReadOnlyList<Activity> activities)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var recordings = activities
            .Select((activity, index) => (Recording: new Recording(activity, null), Index: index))
            .OrderBy(one => one.Recording.Activity.Start)
            .ToList();
        // A forest: each recording leads to another of its set, and the last one to itself.
        var parents = Enumerable.Range(0, activities.Count).ToArray();
        var open = new List<(Recording Recording, int Index)>();
        foreach (var (recording, index) in recordings.Where(one => one.Recording.IsCounted))
        {
            open.RemoveAll(earlier => CanTakeNoMore(earlier.Recording, recording));
            foreach (var (earlier, earlierIndex) in open)
            {
                if (AreCopies(earlier, recording))
                {
                    parents[FindRoot(earlierIndex)] = FindRoot(index);
                }
            }

            open.Add((recording, index));
        }

        return [.. parents.Select((_, index) => FindRoot(index))];

        int FindRoot(int index)
        {
            while (parents[index] != index)
            {
                index = parents[index] = parents[parents[index]];
            }

            return index;
        }
    }

    /// <summary>Whether a title is telling: neither empty nor a device default (tagging.md 4).</summary>
    public static bool IsInformativeTitle(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        return ActivityTitle.Parse(title).IsInformative;
    }

    /// <summary>
    /// Compares each recording with the first of each earlier group; it joins the oldest group that fits.
    /// </summary>
    /// <param name="recordings">By start instant, then id.</param>
    /// <returns>Groups by the start of their first recording.</returns>
    internal static IReadOnlyList<RecordingGroup> GroupRecordings(IReadOnlyList<Recording> recordings)
    {
        var groups = new List<List<Recording>>(recordings.Count);
        var open = new List<List<Recording>>();
        foreach (var recording in recordings)
        {
            open.RemoveAll(group => CanTakeNoMore(group[0], recording));
            if (recording.IsCounted && open.Find(group => AreCopies(group[0], recording)) is { } copies)
            {
                copies.Add(recording);
                continue;
            }

            List<Recording> alone = [recording];
            groups.Add(alone);
            if (recording.IsCounted)
            {
                open.Add(alone);
            }
        }

        return groups.ConvertAll(members => new RecordingGroup(members));
    }

    /// <summary>Whether nothing that starts with <paramref name="next"/> or later can be a copy of the first.</summary>
    private static bool CanTakeNoMore(Recording first, Recording next)
    {
        var seconds = GetSecondsBetween(first, next);
        return seconds > MaxStartDifferenceSeconds && seconds >= first.Measurements.ElapsedSeconds;
    }

    private static bool AreCopies(Recording first, Recording next) =>
        first.Family == next.Family && IsSameTime(first, next) && IsSameAmount(first.Measurements, next.Measurements);

    /// <summary>They start within 120 s, or overlap by at least 80 % of the shorter.</summary>
    private static bool IsSameTime(Recording first, Recording next)
    {
        var secondsLater = GetSecondsBetween(first, next);
        var (firstSeconds, nextSeconds) = (first.Measurements.ElapsedSeconds, next.Measurements.ElapsedSeconds);
        var overlap = Math.Min(firstSeconds, secondsLater + nextSeconds) - secondsLater;
        return secondsLater <= MaxStartDifferenceSeconds || overlap / Math.Min(firstSeconds, nextSeconds) >= MinOverlap;
    }

    /// <summary>Moving times differ by at most 10 %, or distances by at most 5 %, or one has no distance.</summary>
    private static bool IsSameAmount(Measurements first, Measurements next) =>
        ComputeRelativeDifference(first.MovingSeconds, next.MovingSeconds) <= MaxDurationDifference
        || first.Meters == 0
        || next.Meters == 0
        || ComputeRelativeDifference(first.Meters, next.Meters) <= MaxDistanceDifference;

    private static double ComputeRelativeDifference(double one, double other) =>
        Math.Abs(one - other) / Math.Max(one, other);

    private static double GetSecondsBetween(Recording first, Recording next) =>
        (next.Activity.Start - first.Activity.Start).TotalSeconds;
}

/// <summary>The recordings of one activity.</summary>
/// <param name="Lead">The leading recording, its missing fields filled from the others.</param>
/// <param name="Members">All recordings as they came, the leading one too, by start instant, then id.</param>
public sealed record CopyGroup(Activity Lead, IReadOnlyList<Activity> Members)
{
    /// <summary>The id of the leading recording.</summary>
    public string LeadId => Lead.Id;
}

/// <summary>The recordings of one activity, and which of them leads (tagging.md 2, Merging, 3 and 4).</summary>
internal sealed class RecordingGroup
{
    /// <param name="members">At least one, by start instant, then id.</param>
    internal RecordingGroup(IReadOnlyList<Recording> members)
    {
        Members = members;
        if (members.Count == 1)
        {
            Lead = members[0];
            Copies = [];
            return;
        }

        // Of equal rank the first is taken: the earlier start, then the lower id.
        var lead = members.MinBy(GetRank)!;
        Lead = lead.FillMissingFrom(members);
        Copies = members.Where(member => member != lead);
    }

    internal IReadOnlyList<Recording> Members { get; }

    /// <summary>The leading recording, its missing fields filled from the others.</summary>
    internal Recording Lead { get; }

    /// <summary>The members that don't lead.</summary>
    internal IEnumerable<Recording> Copies { get; }

    /// <summary>
    /// With a source tag before one without; then a telling title before an empty or device default one.
    /// </summary>
    private static (bool HasNoSourceTag, bool HasNoTellingTitle) GetRank(Recording recording) =>
        (recording.Activity.SourceTag is null, !recording.Title.IsInformative);
}
