namespace ActivitySync.Recovery.Tagging;

/// <summary>Takes the activities in order of their start, each seeing only what came before it (tagging.md).</summary>
internal static class TimelineTagger
{
    /// <param name="timeline">What is known of the runner.</param>
    /// <param name="habit">Empty; it learns the weekdays of long runs on the way.</param>
    internal static TaggedHistory Tag(Timeline timeline, LongRunHabit habit)
    {
        var today = timeline.AsOf.DayNumber;
        var recordings = SortByStart(timeline.Activities, timeline.Athlete.HomeZone, today);
        var titles = new TitleCache();
        var groups = CopyGrouper.GroupRecordings(recordings, titles);
        var kept = GetCounted(groups);
        if (kept.Count != recordings.Count)
        {
            // The recording kept may start after the first of its group.
            kept.Sort(Recording.CompareByStart);
        }

        var calendar = RaceMatches.From(timeline.Races, kept);
        var words = CollectLabelOverrides(timeline.Labels, groups);
        var bench = new ActivityTagger(
            timeline.Athlete,
            habit,
            today,
            FindMaxHeartRate(timeline.Athlete, recordings),
            kept.Count
        );
        var tagged = new TaggedRecording[kept.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            tagged[i] = bench.Tag(
                kept[i],
                titles.GetOrParse(kept[i].Activity.Name),
                calendar.FindMatch(kept[i]),
                words.GetValueOrDefault(kept[i])
            );
        }

        return new(
            CollectActivities(recordings, groups, tagged),
            tagged,
            calendar.Unmatched,
            habit,
            bench.IsCold(today)
        );
    }

    private static List<Recording> SortByStart(IReadOnlyList<Activity> activities, TimeZoneInfo? homeZone, int today)
    {
        var recordings = new List<Recording>(activities.Count);
        var sorted = true;
        foreach (var activity in activities)
        {
            var recording = new Recording(activity, homeZone);
            if (recording.HasStartedBy(today))
            {
                sorted = sorted && (recordings.Count == 0 || Recording.CompareByStart(recordings[^1], recording) <= 0);
                recordings.Add(recording);
            }
        }

        if (!sorted)
        {
            recordings.Sort(Recording.CompareByStart);
        }

        return recordings;
    }

    /// <summary>The recordings that count.</summary>
    private static List<Recording> GetCounted(List<RecordingGroup> groups)
    {
        var kept = new List<Recording>(groups.Count);
        foreach (var group in groups)
        {
            if (group.Lead.IsCounted)
            {
                kept.Add(group.Lead);
            }
        }

        return kept;
    }

    /// <summary>The runner's, else the highest of all recordings, copies and short ones too; 0 is unknown.</summary>
    private static double FindMaxHeartRate(AthleteProfile athlete, List<Recording> recordings)
    {
        var max = Measurements.GetPlausibleHeartRate(athlete.MaxHeartRate);
        if (max == 0)
        {
            foreach (var recording in recordings)
            {
                max = Math.Max(max, recording.Measurements.MaxHeartRate);
            }
        }

        return max;
    }

    /// <summary>The runner's words on each recording kept; those on a copy count for it.</summary>
    private static Dictionary<Recording, LabelOverride> CollectLabelOverrides(
        IReadOnlyList<AthleteLabel> labels,
        List<RecordingGroup> groups
    )
    {
        var words = new Dictionary<Recording, LabelOverride>();
        if (labels.Count == 0)
        {
            return words;
        }

        var labelled = labels.Select(label => label.ActivityId).ToHashSet(StringComparer.Ordinal);
        var keptById = new Dictionary<string, Recording>(StringComparer.Ordinal);
        foreach (var group in groups.Where(group => group.Lead.IsCounted))
        {
            foreach (var member in group.Members)
            {
                if (labelled.Contains(member.Activity.Id))
                {
                    keptById.TryAdd(member.Activity.Id, group.Lead);
                }
            }
        }

        foreach (var label in labels)
        {
            if (keptById.TryGetValue(label.ActivityId, out var kept))
            {
                words[kept] = words.GetValueOrDefault(kept).With(label);
            }
        }

        return words;
    }

    private static TaggedActivity[] CollectActivities(
        List<Recording> recordings,
        List<RecordingGroup> groups,
        TaggedRecording[] tagged
    )
    {
        if (tagged.Length == recordings.Count)
        {
            return Array.ConvertAll(tagged, one => one.Result);
        }

        var answers = new (Recording Recording, TaggedActivity Answer)[recordings.Count];
        var count = 0;
        foreach (var one in tagged)
        {
            answers[count++] = (one.Recording, one.Result);
        }

        foreach (var group in groups)
        {
            if (!group.Lead.IsCounted)
            {
                answers[count++] = (group.Lead, CreateUntagged(group.Lead, null));
            }

            foreach (var copy in group.Copies)
            {
                answers[count++] = (copy, CreateUntagged(copy, group.Lead.Activity.Id));
            }
        }

        Array.Sort(answers, (left, right) => Recording.CompareByStart(left.Recording, right.Recording));
        return Array.ConvertAll(answers, answer => answer.Answer);
    }

    /// <summary>A copy, or a recording too short to count.</summary>
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
                    .. recording.Measurements.DescribeIgnoredValues(recording.Activity) ?? [],
                    .. duplicateOf is null ? ["below 5 minutes"] : Array.Empty<string>(),
                ],
            },
            DuplicateOf = duplicateOf,
        };
}
