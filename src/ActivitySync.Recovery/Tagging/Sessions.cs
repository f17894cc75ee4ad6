namespace ActivitySync.Recovery.Tagging;

/// <summary>Warm-up, race and cool-down in three files are one line in the digest (tagging.md 2).</summary>
public static class Sessions
{
    /// <summary>Runs at most this far apart, end to start, are one session.</summary>
    private static readonly TimeSpan s_mostApart = TimeSpan.FromMinutes(30);

    /// <summary>The lines of a week, by start. Copies and recordings below 5 minutes are left out.</summary>
    /// <param name="activities">As a plan lists them: by start instant, then id.</param>
    public static IReadOnlyList<Session> Group(IEnumerable<TaggedActivity> activities)
    {
        ArgumentNullException.ThrowIfNull(activities);
        var sessions = new List<Session>();
        var (open, openEnd) = (-1, DateTimeOffset.MinValue);
        foreach (var activity in activities)
        {
            var recording = new Recording(activity.Activity, null);
            if (!recording.Counts || activity.DuplicateOf is not null)
            {
                continue;
            }

            var start = activity.Activity.Start;
            var end = EndOf(start, recording.Measured.ElapsedSeconds);
            if (recording.IsRun && open >= 0 && start - openEnd <= s_mostApart)
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

    private static DateTimeOffset EndOf(DateTimeOffset start, double seconds) =>
        (DateTimeOffset.MaxValue - start).TotalSeconds > seconds ? start.AddSeconds(seconds) : DateTimeOffset.MaxValue;
}
