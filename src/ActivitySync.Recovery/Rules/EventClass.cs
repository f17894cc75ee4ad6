namespace ActivitySync.Recovery.Rules;

/// <summary>Events from the heaviest to the lightest (rules.md 7).</summary>
public enum EventClass
{
    Ultra,
    Marathon,
    Half,
    Short,
    VeryLong,
    Long,
    Hard,
}
