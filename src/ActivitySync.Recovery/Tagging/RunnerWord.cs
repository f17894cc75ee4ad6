namespace ActivitySync.Recovery.Tagging;

/// <summary>
/// What the runner said of one activity (tagging.md 8), read in order: easy clears, the others add. Once any word is given,
/// easy too, nothing is inferred or asked any more.
/// </summary>
internal readonly record struct RunnerWord(bool Given, bool Race, bool LongRun, bool Hard, Importance? Importance)
{
    internal RunnerWord And(ActivityLabel label) => label.Word switch
    {
        LabelWord.Race => this with { Given = true, Race = true, Importance = label.Importance ?? Importance },
        LabelWord.LongRun => this with { Given = true, LongRun = true, Importance = label.Importance ?? Importance },
        LabelWord.Hard => this with { Given = true, Hard = true, Importance = label.Importance ?? Importance },
        _ => new RunnerWord(Given: true, Race: false, LongRun: false, Hard: false, label.Importance),
    };
}
