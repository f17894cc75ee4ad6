namespace ActivitySync.Recovery.Tagging;

/// <summary>Labels as a set, so that they are always listed in the order of <see cref="Label"/>.</summary>
[Flags]
internal enum LabelSet
{
    None = 0,
    Race = 1 << Label.Race,
    LongRun = 1 << Label.LongRun,
    Hard = 1 << Label.Hard,
    LongLoad = 1 << Label.LongLoad,
}
