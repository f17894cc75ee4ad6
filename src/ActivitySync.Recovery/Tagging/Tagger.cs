namespace ActivitySync.Recovery.Tagging;

/// <summary>Takes the activities in order of their start, each seeing only what came before it (tagging.md).</summary>
internal static class Tagger
{
    /// <param name="timeline">What is known of the runner.</param>
    /// <param name="habit">Empty; it learns the weekdays of long runs on the way.</param>
    internal static TaggedHistory Tag(Timeline timeline, LongRunHabit habit)
    {
        var today = timeline.AsOf.DayNumber;
        var recordings = InOrder(timeline.Activities, timeline.Runner.HomeZone, today);
        var titles = new TitleShelf();
        var groups = Copies.Gather(recordings, titles);
        var kept = KeptOf(groups);
        if (kept.Count != recordings.Count)
        {
            // The recording kept may start after the first of its group.
            kept.Sort(Recording.InOrder);
        }

        var calendar = RaceCalendar.Match(timeline.Races, kept);
        var words = WordsOf(timeline.Labels, groups);
        var bench = new TagBench(timeline.Runner, habit, today, MaxHeartRate(timeline.Runner, recordings), kept.Count);
        var tagged = new Tagged[kept.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            tagged[i] = bench.Tag(kept[i], titles.Read(kept[i].Activity.Name), calendar.Of(kept[i]), words.GetValueOrDefault(kept[i]));
        }

        return new(Answers(recordings, groups, tagged), tagged, calendar.Unmatched, habit, bench.IsColdOn(today));
    }

    private static List<Recording> InOrder(IReadOnlyList<Activity> activities, TimeZoneInfo? homeZone, int today)
    {
        var recordings = new List<Recording>(activities.Count);
        var sorted = true;
        foreach (var activity in activities)
        {
            var recording = new Recording(activity, homeZone);
            if (recording.ExistsOn(today))
            {
                sorted = sorted && (recordings.Count == 0 || Recording.InOrder(recordings[^1], recording) <= 0);
                recordings.Add(recording);
            }
        }

        if (!sorted)
        {
            recordings.Sort(Recording.InOrder);
        }

        return recordings;
    }

    /// <summary>The recordings that count.</summary>
    private static List<Recording> KeptOf(List<Gathered> groups)
    {
        var kept = new List<Recording>(groups.Count);
        foreach (var group in groups)
        {
            if (group.Kept.Counts)
            {
                kept.Add(group.Kept);
            }
        }

        return kept;
    }

    /// <summary>The runner's, else the highest of all recordings, copies and short ones too; 0 is unknown.</summary>
    private static double MaxHeartRate(Runner runner, List<Recording> recordings)
    {
        var max = Measured.HeartRate(runner.MaxHeartRate);
        if (max == 0)
        {
            foreach (var recording in recordings)
            {
                max = Math.Max(max, recording.Measured.MaxHeartRate);
            }
        }

        return max;
    }

    /// <summary>The runner's words on each recording kept; those on a copy count for it.</summary>
    private static Dictionary<Recording, RunnerWord> WordsOf(IReadOnlyList<ActivityLabel> labels, List<Gathered> groups)
    {
        var words = new Dictionary<Recording, RunnerWord>();
        if (labels.Count == 0)
        {
            return words;
        }

        var labelled = labels.Select(label => label.ActivityId).ToHashSet(StringComparer.Ordinal);
        var keptById = new Dictionary<string, Recording>(StringComparer.Ordinal);
        foreach (var group in groups.Where(group => group.Kept.Counts))
        {
            foreach (var member in group.Members)
            {
                if (labelled.Contains(member.Activity.Id))
                {
                    keptById.TryAdd(member.Activity.Id, group.Kept);
                }
            }
        }

        foreach (var label in labels)
        {
            if (keptById.TryGetValue(label.ActivityId, out var kept))
            {
                words[kept] = words.GetValueOrDefault(kept).And(label);
            }
        }

        return words;
    }

    private static TaggedActivity[] Answers(List<Recording> recordings, List<Gathered> groups, Tagged[] tagged)
    {
        if (tagged.Length == recordings.Count)
        {
            return Array.ConvertAll(tagged, one => one.Answer);
        }

        var answers = new (Recording Recording, TaggedActivity Answer)[recordings.Count];
        var count = 0;
        foreach (var one in tagged)
        {
            answers[count++] = (one.Recording, one.Answer);
        }

        foreach (var group in groups)
        {
            if (!group.Kept.Counts)
            {
                answers[count++] = (group.Kept, Untagged(group.Kept, null));
            }

            foreach (var copy in group.Copies)
            {
                answers[count++] = (copy, Untagged(copy, group.Kept.Activity.Id));
            }
        }

        Array.Sort(answers, (left, right) => Recording.InOrder(left.Recording, right.Recording));
        return Array.ConvertAll(answers, answer => answer.Answer);
    }

    /// <summary>A copy, or a recording too short to count.</summary>
    private static TaggedActivity Untagged(Recording recording, string? duplicateOf) => new()
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
            LeftOut = [.. recording.Measured.LeftOut(recording.Activity) ?? [], .. duplicateOf is null ? ["below 5 minutes"] : Array.Empty<string>()],
        },
        DuplicateOf = duplicateOf,
    };
}
