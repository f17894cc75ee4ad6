namespace ActivitySync.Recovery.Tagging;

/// <summary>Sports that are read alike (tagging.md 1).</summary>
internal enum Family
{
    Run,
    Foot,
    Ride,
    Swim,
    Multi,
    Other,
}
