namespace ActivitySync.Recovery.Tagging;

/// <summary>How heavy a race was, by distance or, without a standard one, by time (tagging.md 5).</summary>
public enum RaceClass
{
    Short,
    Half,
    Marathon,
    Ultra,
}
