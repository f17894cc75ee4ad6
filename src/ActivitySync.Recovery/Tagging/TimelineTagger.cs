namespace ActivitySync.Recovery.Tagging;

/// <summary>Tags the activities of a timeline (tagging.md).</summary>
internal static class TimelineTagger
{
    /// <summary>Tags every activity up to T.</summary>
    /// <param name="timeline">The athlete's timeline.</param>
    /// <param name="habit">Empty; collects the weekdays of long runs.</param>
    internal static TaggedHistory Tag(Timeline timeline, LongRunHabit habit)
    {
        var today = timeline.AsOf.DayNumber;

        // tagging.md 1: read each recording. One whose home date is after T does not exist (rules.md 5).
        var titles = new TitleParser();
        var recordings = timeline
            .Activities.Select(activity => new Recording(activity, timeline.Athlete.HomeZone, titles))
            .Where(recording => recording.HomeDay <= today)
            .ToList();
        recordings.Sort(Recording.CompareByStart);

        // tagging.md 2: merge copies. What is below 5 minutes plays no further part.
        var groups = CopyGrouper.GroupRecordings(recordings);
        var leads = groups.Select(group => group.Lead).Where(lead => lead.IsCounted).ToList();
        // A lead may start later than the first of its group.
        leads.Sort(Recording.CompareByStart);

        // tagging.md 5: match the races of the calendar. tagging.md 8: collect the athlete's labels.
        var matches = RaceMatches.From(timeline.Races, leads);
        var overrides = CollectLabelOverrides(timeline.Labels, groups);

        // tagging.md 3 to 8: tag one after the other; each sees only those before it.
        var tagger = new ActivityTagger(timeline.Athlete, habit, today, FindMaxHeartRate(timeline.Athlete, recordings));
        var tagged = leads.ConvertAll(lead =>
            tagger.Tag(lead, matches.FindMatch(lead), overrides.GetValueOrDefault(lead.Activity.Id))
        );
        return new(ListActivities(tagged, groups), tagged, matches.Unmatched, habit, tagger.IsCold(today));
    }

    /// <summary>
    /// The athlete's, else the highest of all recordings up to T, copies and those below 5 minutes too (tagging.md 5,
    /// maximum heart rate); 0 is unknown.
    /// </summary>
    private static double FindMaxHeartRate(AthleteProfile athlete, IEnumerable<Recording> recordings) =>
        athlete.MaxHeartRate is > 0 and < double.PositiveInfinity and var max
            ? max
            : recordings.Select(recording => recording.Measurements.MaxHeartRate).DefaultIfEmpty().Max();

    /// <summary>
    /// The athlete's labels by the id of the lead; those on a copy count for its lead (tagging.md 2, Merging, 5).
    /// </summary>
    private static Dictionary<string, LabelOverride> CollectLabelOverrides(
        IReadOnlyList<AthleteLabel> labels,
        IReadOnlyList<RecordingGroup> groups
    )
    {
        var overrides = new Dictionary<string, LabelOverride>(StringComparer.Ordinal);
        if (labels.Count == 0)
        {
            return overrides;
        }

        var leadIds = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var group in groups)
        {
            foreach (var member in group.Members)
            {
                leadIds.TryAdd(member.Activity.Id, group.Lead.Activity.Id);
            }
        }

        foreach (var label in labels)
        {
            if (leadIds.TryGetValue(label.ActivityId, out var leadId))
            {
                overrides[leadId] = overrides.GetValueOrDefault(leadId).With(label);
            }
        }

        return overrides;
    }

    /// <summary>
    /// Everything with its labels, by start instant, then id: tagged activities, copies and short recordings.
    /// </summary>
    private static List<TaggedActivity> ListActivities(
        IReadOnlyList<TaggedRecording> tagged,
        IReadOnlyList<RecordingGroup> groups
    )
    {
        var copies = groups.SelectMany(group =>
            group.Copies.Select(copy => CreateUntagged(copy, group.Lead.Activity.Id))
        );
        var shorts = groups
            .Where(group => !group.Lead.IsCounted)
            .Select(group => CreateUntagged(group.Lead, duplicateOf: null));
        List<TaggedActivity> activities = [.. tagged.Select(one => one.Result), .. copies, .. shorts];
        activities.Sort((left, right) => Recording.CompareByStart(left.Activity, right.Activity));
        return activities;
    }

    /// <summary>A copy, or a recording below 5 minutes: no labels and confidence 0.</summary>
    private static TaggedActivity CreateUntagged(Recording recording, string? duplicateOf) =>
        new()
        {
            Activity = recording.Activity,
            Labels = [],
            Tier = null,
            RaceClass = null,
            Importance = null,
            Confidence = 0,
            Evidence = [],
            Facts = new()
            {
                Minutes = recording.Minutes,
                EffortMinutes = 0,
                IgnoredValues =
                [
                    .. recording.Measurements.DescribeIgnoredValues(recording.Activity),
                    .. duplicateOf is null ? ["below 5 minutes"] : Array.Empty<string>(),
                ],
            },
            DuplicateOf = duplicateOf,
        };
}
