namespace ActivitySync.Recovery.Tagging;

/// <summary>All that tagging knows of a runner on one day.</summary>
/// <param name="Activities">Every recording up to T, copies and short ones too, by start instant, then id.</param>
/// <param name="Recordings">Those that count: at least 5 minutes, copies merged, in the same order.</param>
/// <param name="UnmatchedRaces">Races of the calendar without a recording, by date, then name.</param>
/// <param name="Habit">The weekdays of long runs.</param>
/// <param name="IsCold">The baseline with reference T is cold.</param>
internal sealed record TaggedHistory(
    IReadOnlyList<TaggedActivity> Activities,
    IReadOnlyList<TaggedRecording> Recordings,
    IReadOnlyList<CalendarRace> UnmatchedRaces,
    LongRunHabit Habit,
    bool IsCold
);

/// <summary>A recording with its labels, as the rules want it; <see cref="Result"/> is the same for outside.</summary>
/// <param name="Recording">The recording kept, copies merged into it.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="IsPossibleRace">Perhaps a race: it keeps the days of a hard workout until the runner answers.</param>
/// <param name="LabelOverride">What the runner said of it.</param>
/// <param name="Result">The answer given for it.</param>
internal sealed record TaggedRecording(
    Recording Recording,
    LabelSet Labels,
    bool IsPossibleRace,
    LabelOverride LabelOverride,
    TaggedActivity Result
)
{
    internal bool Has(LabelSet label) => (Labels & label) != 0;

    /// <summary>A race of importance A or B; one of C counts by its other labels.</summary>
    internal bool IsRace => Has(LabelSet.Race) && Result.Importance is not Importance.C;

    internal bool IsSpike => Result.Facts.IsSpike;

    internal bool IsCalledLongRun => Recording.Activity.SourceTag == SourceTag.LongRun || LabelOverride.IsLongRun;
}
