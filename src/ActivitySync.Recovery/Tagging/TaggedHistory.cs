namespace ActivitySync.Recovery.Tagging;

/// <summary>The result of tagging a timeline.</summary>
/// <param name="Activities">Every recording up to T, copies and short ones too, by start instant, then id.</param>
/// <param name="Recordings">Those that count: at least 5 minutes, copies merged, in the same order.</param>
/// <param name="UnmatchedRaces">Races of the calendar without a recording, by date, then name.</param>
/// <param name="Habit">The weekdays of long runs.</param>
/// <param name="IsCold">Whether the baseline with reference day T is cold.</param>
internal sealed record TaggedHistory(
    IReadOnlyList<TaggedActivity> Activities,
    IReadOnlyList<TaggedRecording> Recordings,
    IReadOnlyList<CalendarRace> UnmatchedRaces,
    LongRunHabit Habit,
    bool IsCold
);

/// <summary>A recording with its labels, as the recovery rules read it.</summary>
/// <param name="Recording">The leading recording, its missing fields filled from its copies.</param>
/// <param name="IsPossibleRace">An open question: it keeps the days of a hard workout until the athlete
/// answers.</param>
/// <param name="LabelOverride">The athlete's labels.</param>
/// <param name="Result">The same activity as <see cref="RecoveryPlan.Activities"/> lists it.</param>
internal sealed record TaggedRecording(
    Recording Recording,
    bool IsPossibleRace,
    LabelOverride LabelOverride,
    TaggedActivity Result
)
{
    /// <summary>A race of importance A or B; one of C counts by its other labels.</summary>
    internal bool IsRace => Has(Label.Race) && Result.Importance is not Importance.C;

    internal bool IsSpike => Result.Facts.IsSpike;

    /// <summary>The source or the athlete named it a long run.</summary>
    internal bool IsCalledLongRun => Recording.Activity.SourceTag == SourceTag.LongRun || LabelOverride.IsLongRun;

    internal bool Has(Label label) => Result.Labels.Contains(label);
}
