namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// Groups activities into the lines of the digest: warm-up, race and cool-down in three files are one line (tagging.md
/// 2).
/// </summary>
public static class SessionGrouper
{
    /// <summary>Runs at most this far apart, from end to start, are one session.</summary>
    private static readonly TimeSpan MaxGap = TimeSpan.FromMinutes(30);

    /// <summary>Groups activities, ordered by start. Copies and recordings below 5 minutes are left out.</summary>
    /// <param name="activities">As a plan lists them: by start instant, then id.</param>
    public static IReadOnlyList<TrainingSession> Group(IEnumerable<TaggedActivity> activities)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var sessions = new List<TrainingSession>();
        var (open, openEnd) = (-1, DateTimeOffset.MinValue);
        foreach (var activity in activities)
        {
            var recording = new Recording(activity.Activity, null);
            if (!recording.IsCounted || activity.DuplicateOf is not null)
            {
                continue;
            }

            var start = activity.Activity.Start;
            var end = ComputeEnd(start, recording.Measurements.ElapsedSeconds);
            if (recording.IsRun && open >= 0 && start - openEnd <= MaxGap)
            {
                sessions[open] = sessions[open].With(activity);
                openEnd = end > openEnd ? end : openEnd;
                continue;
            }

            sessions.Add(new(activity, [activity]));
            if (recording.IsRun)
            {
                (open, openEnd) = (sessions.Count - 1, end);
            }
        }

        return sessions;
    }

    private static DateTimeOffset ComputeEnd(DateTimeOffset start, double seconds) =>
        (DateTimeOffset.MaxValue - start).TotalSeconds > seconds ? start.AddSeconds(seconds) : DateTimeOffset.MaxValue;
}

/// <summary>Activities that are one line in the digest.</summary>
/// <param name="Lead">The activity the line describes: the one whose first label comes first, of equal ones the
/// longest.</param>
/// <param name="Parts">All of them, by start.</param>
public sealed record TrainingSession(TaggedActivity Lead, IReadOnlyList<TaggedActivity> Parts)
{
    internal TrainingSession With(TaggedActivity part) => new(IsBetterLead(part, Lead) ? part : Lead, [.. Parts, part]);

    private static bool IsBetterLead(TaggedActivity part, TaggedActivity lead)
    {
        var (order, leadOrder) = (GetLabelOrder(part), GetLabelOrder(lead));
        return order != leadOrder ? order < leadOrder : part.Facts.Minutes > lead.Facts.Minutes;
    }

    /// <summary>The order of the first label; an activity without a label is last.</summary>
    private static int GetLabelOrder(TaggedActivity activity) =>
        activity.Labels.Count == 0 ? int.MaxValue : (int)activity.Labels[0];
}
