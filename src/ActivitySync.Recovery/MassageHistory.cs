namespace ActivitySync.Recovery;

/// <summary>How used to massage the runner is (rules.md 5, R15 and R17).</summary>
public enum MassageHistory
{
    Weekly,
    Monthly,
    Lapsed,
    Unknown,
}
