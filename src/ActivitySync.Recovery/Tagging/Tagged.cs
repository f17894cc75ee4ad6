namespace ActivitySync.Recovery.Tagging;

/// <summary>A recording with its labels, as the rules want it; <see cref="Answer"/> is the same for outside.</summary>
/// <param name="Recording">The recording kept, copies merged into it.</param>
/// <param name="Labels">Its labels.</param>
/// <param name="RaceIsOpen">Perhaps a race: it keeps the days of a hard workout until the runner answers.</param>
/// <param name="Word">What the runner said of it.</param>
/// <param name="Answer">The answer given for it.</param>
internal sealed record Tagged(Recording Recording, LabelSet Labels, bool RaceIsOpen, RunnerWord Word, TaggedActivity Answer)
{
    internal bool Has(LabelSet label) => (Labels & label) != 0;

    /// <summary>A race of importance A or B; one of C counts by its other labels.</summary>
    internal bool IsRace => Has(LabelSet.Race) && Answer.Importance is not Importance.C;

    internal bool IsSpike => Answer.Facts.Spike;

    internal bool IsNamedLongRun => Recording.Activity.SourceTag == SourceTag.LongRun || Word.LongRun;
}
