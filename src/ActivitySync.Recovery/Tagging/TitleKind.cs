namespace ActivitySync.Recovery.Tagging;

/// <summary>What the words of a title say (tagging.md 4).</summary>
[Flags]
internal enum TitleKind
{
    None = 0,
    Long = 1,
    Hard = 2,
    Gentle = 4,
    Warm = 8,
    Training = 16,
    RaceEvent = 32,
    HalfMarathon = 64,
    Marathon = 128,
    AroundRace = 256,
}
