namespace ActivitySync.Recovery.Rules;

/// <summary>What makes a massage worth thinking of, in the order in which they are looked at (rules.md 7).</summary>
internal enum MassageTrigger
{
    None,
    Medical,
    Pain,
    RacePost,
    RacePre,
    Long,
    HardBlock,
    Maintenance,
}
