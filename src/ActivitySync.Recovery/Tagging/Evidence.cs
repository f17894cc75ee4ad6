namespace ActivitySync.Recovery.Tagging;

/// <summary>One feature of tagging.md that was counted, and its points.</summary>
public sealed record Evidence(string Feature, double Points);
